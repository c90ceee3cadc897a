package io.ecsdrain.sidecar;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.sidecar.drain.DrainRules;
import io.ecsdrain.sidecar.execute.AppCall;
import io.ecsdrain.sidecar.observe.AwsAccess;
import io.ecsdrain.sidecar.observe.BusyPorts;
import io.ecsdrain.sidecar.observe.BusyUrl;
import io.ecsdrain.sidecar.report.LineRules;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sidecar's configuration, read once.
 *
 * @param deployment whose task this is
 * @param parameter the state parameter to poll
 * @param rules poll interval, grace, busy rules
 * @param busyPorts connections that count as sessions; empty to count none
 * @param busyUrl a page that has the number of sessions; empty to read none
 * @param appCall tells the app of each new state; empty if it asks
 * @param lines how lines on stdout are written
 * @param emitMode from when on they are
 * @param host address to listen on; empty for both loopback addresses
 * @param port TCP port to listen on
 * @param taskProtection whether the task protects itself from scale-in while busy
 * @param agentUri base of the ECS agent's API for this task
 * @param metadataUri base of the task metadata endpoint, version 4
 * @param taskId stand-in for the task id, used only without {@code metadataUri}
 * @param aws the way to SSM
 * @param warnings what is legal but most likely not meant
 */
public record SidecarConfig(
        DeploymentKey deployment,
        String parameter,
        DrainRules rules,
        Optional<BusyPorts> busyPorts,
        Optional<BusyUrl> busyUrl,
        Optional<AppCall> appCall,
        LineRules lines,
        EmitMode emitMode,
        Optional<InetAddress> host,
        int port,
        boolean taskProtection,
        Optional<URI> agentUri,
        Optional<URI> metadataUri,
        String taskId,
        AwsAccess aws,
        List<String> warnings) {

    public SidecarConfig {
        warnings = List.copyOf(warnings);
    }

    /**
     * @param environment the process's environment
     * @throws io.ecsdrain.contract.ConfigurationException with every problem in it
     */
    public static SidecarConfig from(Map<String, String> environment) {
        return new EnvironmentReader(environment).read();
    }
}
