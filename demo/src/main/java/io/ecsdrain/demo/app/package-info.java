/**
 * The app that is deployed in the demo: plain JDK, as any app in any language would do it. Knows the sidecar's HTTP
 * only.
 */
package io.ecsdrain.demo.app;
