package io.ecsdrain.infra;

import software.amazon.awscdk.services.lambda.Architecture;

/** What the function runs on; its code is Java alone and runs on both. */
public enum Processor {
    /** A fifth cheaper by the millisecond. */
    ARM64,
    X86_64;

    Architecture architecture() {
        return this == ARM64 ? Architecture.ARM_64 : Architecture.X86_64;
    }
}
