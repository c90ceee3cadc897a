/** CloudWatch metrics: put, get, list. No alarms, no expressions. Knows no other service. */
package io.ecsdrain.localaws.cloudwatch;
