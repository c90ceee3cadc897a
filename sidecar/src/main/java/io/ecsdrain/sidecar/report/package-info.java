/**
 * Tells CloudWatch: one EMF line on stdout per interval, nothing else ever on stdout. Decides nothing and reads nothing
 * from AWS; what to say is handed in.
 */
package io.ecsdrain.sidecar.report;
