package io.ecsdrain.system.histories;

import io.ecsdrain.localaws.wire.Wire;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/**
 * An SDK client whose calls go straight to the stage; most of what a call costs is the way through the SDK. Only what
 * goes wrong goes the long way: the SDK meets the refusal as if it had just asked, makes its exception of it, and asks
 * again if it would.
 */
final class ShortCut implements InvocationHandler {

    private static final Map<Class<?>, Method> BUILDERS = new ConcurrentHashMap<>();

    private final Object client;
    private final String service;
    private final Trees trees;

    private ShortCut(Object client, String service) {
        this.client = client;
        this.service = service;
        this.trees = new Trees(service.equals("elasticloadbalancing"));
    }

    /** @param service as local-aws calls it */
    static <T> T to(Class<T> type, String service, T client) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new ShortCut(client, service)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (arguments == null) {
            return real(method, arguments);
        }
        if (arguments[0] instanceof SdkRequest request && SdkResponse.class.isAssignableFrom(method.getReturnType())) {
            return call(method, request);
        }
        // A paginator, or a request yet to be built: both come back with a request.
        return InvocationHandler.invokeDefault(proxy, method, arguments);
    }

    private Object call(Method method, SdkRequest request) throws Throwable {
        if (InProcessHttp.stage().allBySdk()) {
            return real(method, new Object[] {request});
        }
        String operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
        Optional<Wire.Answer> answer =
                InProcessHttp.stage().exchange(new Wire.Call(service, operation, trees.write(request)));
        if (answer.isPresent() && answer.get().output() != null) {
            return Trees.read(answer.get().output(), (SdkPojo) builder(method.getReturnType()));
        }
        InProcessHttp.answered(answer.map(Wire.Answer::refusal));
        return real(method, new Object[] {request});
    }

    private static Object builder(Class<?> response) throws ReflectiveOperationException {
        Method builder = BUILDERS.get(response);
        if (builder == null) {
            builder = response.getMethod("builder");
            BUILDERS.put(response, builder);
        }
        return builder.invoke(null);
    }

    private Object real(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
