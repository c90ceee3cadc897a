package io.ecsdrain.inventory.model;

/**
 * One CloudWatch alarm.
 *
 * @param composite whether its state comes from other alarms
 * @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
 * @param reason what CloudWatch says of the state
 */
public record AlarmView(String name, boolean composite, String state, String reason) {

    public boolean isInAlarm() {
        return state.equals("ALARM");
    }

    public boolean hasNoData() {
        return state.equals("INSUFFICIENT_DATA");
    }
}
