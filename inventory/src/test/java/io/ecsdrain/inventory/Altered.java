package io.ecsdrain.inventory;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/** A client that hears something else than AWS said, for what no AWS answers because a test would like it to. */
public final class Altered {

    private Altered() {}

    /** {@code client} with another answer wherever it hears {@code which}. */
    public static <C, R extends AwsResponse> C answers(
            Class<C> type, C client, Class<R> which, UnaryOperator<R> otherwise) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (!(arguments[0] instanceof AwsRequest)) {
                        // Built on the method that takes a request, and comes back through that one.
                        return InvocationHandler.invokeDefault(self, method, arguments);
                    }
                    try {
                        Object answer = method.invoke(client, arguments);
                        return which.isInstance(answer) ? otherwise.apply(which.cast(answer)) : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
