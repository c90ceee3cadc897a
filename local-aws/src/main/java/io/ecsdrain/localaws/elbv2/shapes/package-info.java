/**
 * The members of ELBv2's requests and answers, as its API reference names them. Data only: no rule of AWS is in here.
 */
package io.ecsdrain.localaws.elbv2.shapes;
