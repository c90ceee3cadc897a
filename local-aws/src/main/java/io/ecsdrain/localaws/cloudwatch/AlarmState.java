package io.ecsdrain.localaws.cloudwatch;

/** StateValue. */
enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
