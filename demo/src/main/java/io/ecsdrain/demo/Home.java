package io.ecsdrain.demo;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the checkout lies: three folders above {@code demo/target/demo.jar}. */
final class Home {

    private Home() {}

    static Path folder() {
        try {
            Path code = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.getParent().getParent().getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
