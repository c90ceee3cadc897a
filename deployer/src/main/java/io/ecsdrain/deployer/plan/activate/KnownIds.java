package io.ecsdrain.deployer.plan.activate;

import io.ecsdrain.contract.DeploymentKey;
import io.ecsdrain.contract.EditDistance;
import io.ecsdrain.contract.Meant;
import io.ecsdrain.inventory.model.ParameterView;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What to say of an id or a name that nothing belongs to. */
public final class KnownIds {

    private KnownIds() {}

    /** One sentence with the ids that there are, oldest first, and before them those that may have been meant. */
    public static String none(DeploymentKey key, NameView view) {
        String none = "there is no deployment '" + key.id() + "' of " + key.name();
        if (view.deployments().isEmpty()) {
            return none + ", nor any other" + meant(close(key.name(), view.otherNames()));
        }
        return none
                + thereAre(
                        close(key, view),
                        view.deployments().stream()
                                .map(known -> described(known, view))
                                .toList());
    }

    /** All that there are; before them those that may have been meant, if they are not all. */
    public static String thereAre(List<String> close, List<String> all) {
        boolean some = !close.isEmpty() && close.size() < all.size();
        return (some ? meant(close) + " There are: " : "; there are: ") + String.join(", ", all);
    }

    /** {@code "; did you mean X or Y?"}, or nothing where {@code close} is empty. */
    public static String meant(List<String> close) {
        return close.isEmpty() ? "" : "; did you mean " + String.join(" or ", close) + "?";
    }

    /** Ids of deployments that may have been meant by {@code key}'s; the likeliest first. */
    static List<String> close(DeploymentKey key, NameView view) {
        return close(
                key.id(), view.deployments().stream().map(DeploymentKey::id).toList());
    }

    /** Those of {@code known} that may have been meant by {@code word}; the likeliest first. */
    public static List<String> close(String word, Collection<String> known) {
        return known.stream()
                .distinct()
                .filter(each -> !each.equals(word) && isClose(each, word))
                .sorted(Comparator.comparingInt((String each) -> EditDistance.between(each, word))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** One begins the other (a short hash, an id cut off), or a slip or two of the finger lie between them. */
    private static boolean isClose(String one, String other) {
        return one.startsWith(other) || other.startsWith(one) || Meant.isMistyped(other, one);
    }

    private static String described(DeploymentKey known, NameView view) {
        String state = view.state(known).map(ParameterView::value).orElse("no state");
        return known.id() + " (" + state + (view.live().equals(Optional.of(known)) ? ", live" : "")
                + (view.service(known).isEmpty() ? ", no service in this cluster" : "") + ")";
    }
}
