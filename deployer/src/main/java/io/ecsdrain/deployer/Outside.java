package io.ecsdrain.deployer;

import io.ecsdrain.deployer.plan.verb.Target;
import io.ecsdrain.inventory.aws.AwsClients;
import io.ecsdrain.lifecycle.execute.ConvergeSettings;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What a verb needs of the world.
 *
 * @param time the clock
 * @param converge how converge waits; its waiting is every other wait too
 * @param connect makes the clients, which the verb closes
 */
public record Outside(InstantSource time, ConvergeSettings converge, Function<Target, AwsClients> connect) {

    /** The world as it is. */
    public static Outside real(InstantSource time) {
        return new Outside(
                time, ConvergeSettings.DEFAULT, target -> AwsClients.create(target.endpoint(), target.region()));
    }
}
