/** How the services of the emulator see one another: by small interfaces, so that each stands alone. */
package io.ecsdrain.localaws.links;
