/**
 * Least privilege, judged by others: the programs live through everything that they can meet, one role for each actor;
 * what IAM was asked meanwhile is held against the policies that the CDK app synthesizes, by an evaluator that is not
 * ours.
 */
package io.ecsdrain.system.iam;
