package io.ecsdrain.localaws.loadbalancer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a body of known length, or of a chunked one without its framing. A body cut short is an error. */
final class FramedInput extends InputStream {

    private final InputStream in;
    private final boolean chunked;
    private long rest;
    private boolean first = true;
    private boolean over;

    FramedInput(InputStream in, long length, boolean chunked) {
        this.in = in;
        this.rest = length;
        this.chunked = chunked;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (rest == 0 && !advance()) {
            return -1;
        }
        int n = in.read(buffer, offset, (int) Math.min(wanted, rest));
        if (n < 0) {
            throw new EOFException("the body ends " + rest + " bytes early");
        }
        rest -= n;
        return n;
    }

    private boolean advance() throws IOException {
        if (!chunked || over) {
            return false;
        }
        int[] budget = {1024};
        if (!first) {
            HttpHead.line(in, budget);
        }
        first = false;
        String size = HttpHead.line(in, budget);
        if (size == null || !size.matches("[0-9a-fA-F]{1,8}[ \\t]*(;.*)?")) {
            throw new MalformedMessage("not a chunk size: " + size);
        }
        rest = Long.parseLong(size.replaceFirst("[ \\t;].*", ""), 16);
        if (rest == 0) {
            skipTrailers();
        }
        return rest > 0;
    }

    private void skipTrailers() throws IOException {
        over = true;
        int[] budget = {8192};
        String line = HttpHead.line(in, budget);
        while (line != null && !line.isEmpty()) {
            line = HttpHead.line(in, budget);
        }
    }
}
