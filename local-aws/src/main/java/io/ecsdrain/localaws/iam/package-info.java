/**
 * What AWS asks IAM before it carries out a call. Nothing is refused here: any credentials are accepted, and the
 * questions go into the record of calls, for others to judge against policies. Knows no service; each service words its
 * own questions.
 */
package io.ecsdrain.localaws.iam;
