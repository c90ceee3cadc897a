package io.ecsdrain.sidecar.observe;

import io.ecsdrain.contract.Printable;
import java.io.IOException;

/** A number of sessions, as others write it. */
final class SessionNumber {

    private SessionNumber() {}

    /** @throws IOException unless it is a finite number that is not negative */
    static double of(String text) throws IOException {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            throw new IOException("'" + Printable.cell(text) + "' is no number");
        }
        if (!(number >= 0) || Double.isInfinite(number)) {
            throw new IOException("'" + Printable.cell(text) + "' is no number of sessions");
        }
        // Too small for a double, and yet a part of a session.
        boolean underflows = number == 0 && text.split("[eE]", 2)[0].matches(".*[1-9].*");
        return underflows ? Double.MIN_VALUE : number;
    }
}
