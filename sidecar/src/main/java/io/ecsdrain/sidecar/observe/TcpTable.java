package io.ecsdrain.sidecar.observe;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads Linux's tables of TCP sockets, {@code /proc/net/tcp} and {@code tcp6} (proc(5), and
 * Documentation/networking/proc_net_tcp.rst of the kernel). A row at a time, in a buffer of fixed size: a task may have
 * tens of thousands of sockets that are not the app's.
 */
final class TcpTable {

    /** Connection established, in both directions. */
    static final int ESTABLISHED = 1;

    /** What is needed of a row of tcp6 ends before this; the rest is skipped. */
    private static final int MOST_ROW = 160;

    private static final int IPV4_DIGITS = 8;
    private static final int IPV6_DIGITS = 32;

    private final byte[] buffer = new byte[8192];
    private final byte[] row = new byte[MOST_ROW];
    private int length;
    private int position;

    /** Takes each row. A remote IPv4 address comes as the IPv6 address that stands for it. */
    interface Rows {
        void row(int localPort, long remoteHigh, long remoteLow, int remotePort, int state);
    }

    /**
     * Hands every row of {@code table} to {@code rows}.
     *
     * @throws IOException if it cannot be read, or if a row is not as Linux writes it
     */
    void scan(InputStream table, Rows rows) throws IOException {
        length = 0;
        boolean head = true;
        for (int read = table.read(buffer); read >= 0; read = table.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] != '\n') {
                    if (length < MOST_ROW) {
                        row[length++] = buffer[i];
                    }
                } else {
                    if (!head) {
                        parse(rows);
                    }
                    head = false;
                    length = 0;
                }
            }
        }
        if (length > 0 && !head) {
            parse(rows);
        }
    }

    /** {@code 0: 0100007F:1F90 00000000:0000 0A ...} */
    private void parse(Rows rows) throws IOException {
        position = 0;
        skipBlanks();
        while (position < length && row[position] != ':') {
            position++;
        }
        position++;
        skipBlanks();
        int digits = digits();
        if (digits != IPV4_DIGITS && digits != IPV6_DIGITS) {
            throw malformed();
        }
        position += digits;
        int localPort = port();
        skipBlanks();
        if (digits() != digits) {
            throw malformed();
        }
        long high = digits == IPV4_DIGITS ? 0 : word() << 32 | word();
        long low = digits == IPV4_DIGITS ? Network.IPV4_MAPPED | word() : word() << 32 | word();
        int remotePort = port();
        skipBlanks();
        rows.row(localPort, high, low, remotePort, (int) hex(2));
    }

    private int port() throws IOException {
        if (position >= length || row[position] != ':') {
            throw malformed();
        }
        position++;
        return (int) hex(4);
    }

    /** Of an address, which the kernel prints as words in the order of the machine: the lowest byte first. */
    private long word() throws IOException {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) hex(IPV4_DIGITS)));
    }

    private long hex(int digits) throws IOException {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = position < length ? Character.digit(row[position++], 16) : -1;
            if (digit < 0) {
                throw malformed();
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int digits() {
        int end = position;
        while (end < length && Character.digit(row[end], 16) >= 0) {
            end++;
        }
        return end - position;
    }

    private void skipBlanks() {
        while (position < length && row[position] == ' ') {
            position++;
        }
    }

    private static IOException malformed() {
        return new IOException("a row is not as Linux writes it");
    }
}
