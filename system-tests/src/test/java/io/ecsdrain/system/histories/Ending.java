package io.ecsdrain.system.histories;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.localaws.ecs.ServiceView;
import io.ecsdrain.localaws.elbv2.RouteView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must be so once everything is quiet and the reaper has had the time it needs.
 *
 * @param touched by a person's hand: excused from ending well
 */
record Ending(Stage stage, Set<DeploymentKey> touched) {

    /** @param scripted kept by the team's own script, without a register */
    List<String> problems(String name, boolean scripted) {
        List<String> found = new ArrayList<>();
        Optional<DeploymentKey> live = behindDefault(name);
        boolean handled = touched.stream().anyMatch(key -> key.name().equals(name));
        if (live.isPresent()) {
            Optional.of(live.get())
                    .filter(key -> !(scripted && diesOfDraining(key)))
                    .flatMap(this::serves)
                    .ifPresent(problem -> found.add(name + ": " + problem));
        } else if (!handled && !isTaken(name)) {
            found.add(name + ": the default action leads nowhere");
        }
        if (!handled && !scripted) {
            agreed(name, live.orElse(null), found);
            if (!stage.draw.retireOnly()) {
                dangling(name, found);
            }
        }
        return found;
    }

    private Set<String> defaultGroups(String name) {
        return stage.aws.elb().routes().stream()
                .filter(rule -> stage.grounds
                        .front(name)
                        .map(rule.arn()::equals)
                        .orElse(rule.isDefault() && rule.listenerArn().equals(stage.listeners.get(name))))
                .flatMap(rule -> rule.groups().keySet().stream())
                .collect(Collectors.toSet());
    }

    /** Whether one deployment is live and serves, whatever others there are. */
    List<String> agreement(String name) {
        List<String> found = new ArrayList<>();
        Optional<DeploymentKey> live = behindDefault(name);
        live.flatMap(this::serves).ifPresent(found::add);
        active(name, live.orElse(null), found);
        return found;
    }

    Optional<DeploymentKey> behindDefault(String name) {
        Set<String> groups = defaultGroups(name);
        return stage.aws.ecs().services().stream()
                .filter(service -> service.targetGroups().stream().anyMatch(groups::contains))
                .flatMap(service -> Worlds.keyOf(service.name()).stream())
                .findFirst();
    }

    /** A stranger has the default action: then the live deployment serves by its rules alone. */
    private boolean isTaken(String name) {
        return stage.draw.company().takeover()
                && defaultGroups(name).stream().anyMatch(group -> stage.aws.ecs().services().stream()
                        .filter(service -> Worlds.keyOf(service.name()).isEmpty())
                        .anyMatch(service -> service.targetGroups().contains(group)));
    }

    List<ServiceView> living(String name) {
        return stage.aws.ecs().services().stream()
                .filter(service -> service.status().equals("ACTIVE"))
                .filter(service -> Worlds.keyOf(service.name())
                        .filter(key -> key.name().equals(name))
                        .isPresent())
                .toList();
    }

    /** Those that are not on their way out as far as they go: to desired 0 where nothing is deleted. */
    List<ServiceView> staying(String name) {
        return living(name).stream()
                .filter(service -> !stage.draw.retireOnly() || service.desired() > 0)
                .toList();
    }

    /** Its own team's script told an app to drain that cannot bear to, and left the default action with it. */
    private boolean diesOfDraining(DeploymentKey key) {
        return stage.draw.crashes(key)
                && Optional.ofNullable(stage.traffic.parameters().current().get(key.stateParameter()))
                        .filter(write -> write.value().equals("draining"))
                        .isPresent();
    }

    /** The deployment that new clients are sent to must be there, unless a person took it away by hand. */
    private Optional<String> serves(DeploymentKey key) {
        if (touched.contains(key)) {
            return Optional.empty();
        }
        Optional<ServiceView> service = living(key.name()).stream()
                .filter(each -> each.name().equals(key.serviceName()))
                .findFirst();
        if (service.isEmpty()) {
            return Optional.of(key + " is to serve and its service is gone");
        }
        long healthy = stage.aws.elb().groups().stream()
                .filter(group -> service.get().targetGroups().contains(group.arn()))
                .flatMap(group -> group.targets().values().stream())
                .filter("healthy"::equals)
                .count();
        return service.get().desired() == 0
                        || healthy < stage.draw.ailing().healthy(service.get().desired())
                ? Optional.of(key + " is to serve and has " + healthy + " healthy targets of "
                        + service.get().desired())
                : Optional.empty();
    }

    /** Where the register exists: one is active, it is the one behind the default action, and all others are gone. */
    private void agreed(String name, DeploymentKey behindDefault, List<String> found) {
        active(name, behindDefault, found);
        List<ServiceView> staying = staying(name);
        if (staying.size() > 1 + stage.draw.kept()) {
            found.add(name + ": still there are "
                    + staying.stream()
                            .map(service -> service.name() + service.tags())
                            .toList());
        }
    }

    private void active(String name, DeploymentKey behindDefault, List<String> found) {
        List<String> active = stage.traffic.parameters().current().entrySet().stream()
                .filter(each -> each.getKey().startsWith("/apps/" + name + "/"))
                .filter(each -> each.getKey().endsWith("/state")
                        && each.getValue().value().equals("active"))
                .map(each -> each.getKey().split("/")[3])
                .toList();
        if (active.size() != 1) {
            found.add(name + ": active are " + active);
        } else if (behindDefault == null) {
            serves(new DeploymentKey(name, active.get(0))).ifPresent(problem -> found.add(name + ": " + problem));
        } else if (!active.get(0).equals(behindDefault.id())) {
            found.add(name + ": active is " + active + ", but the default action leads to " + behindDefault.id());
        }
    }

    private void dangling(String name, List<String> found) {
        Set<String> living = living(name).stream().map(ServiceView::name).collect(Collectors.toSet());
        stage.traffic.parameters().current().keySet().stream()
                .filter(parameter -> parameter.startsWith("/apps/" + name + "/") && parameter.endsWith("/state"))
                .filter(parameter ->
                        !living.contains("svc-" + name + "-" + parameter.split("/")[3]))
                .forEach(parameter -> found.add(name + ": parameter " + parameter + " is left over"));
        stage.traffic.parameters().current().keySet().stream()
                .filter(parameter -> parameter.startsWith("/apps/" + name + "/") && parameter.endsWith("/fence"))
                .filter(parameter ->
                        !living.contains("svc-" + name + "-" + parameter.split("/")[3]))
                .forEach(parameter -> found.add(name + ": parameter " + parameter + " is left over"));
        for (RouteView rule : stage.aws.elb().routes()) {
            if (!rule.isDefault() && isOrphan(name, rule.tags(), living)) {
                found.add(name + ": rule " + rule.arn() + " is left over");
            }
        }
        stage.aws.elb().groups().stream()
                .filter(group -> isOrphan(name, group.tags(), living))
                .forEach(group -> found.add(name + ": target group " + group.arn() + " is left over"));
    }

    private static boolean isOrphan(String name, java.util.Map<String, String> tags, Set<String> living) {
        return name.equals(tags.get("deployment_name"))
                && !living.contains("svc-" + name + "-" + tags.get("deployment_id"));
    }
}
