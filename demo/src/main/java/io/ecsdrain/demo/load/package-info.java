/** The clients of the demo: what real users of the app would see, request by request. */
package io.ecsdrain.demo.load;
