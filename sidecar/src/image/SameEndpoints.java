import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Compares SSM's endpoints and signing regions by the SDK and by the SDK with our class in front of it: in every Region that the
 * SDK knows and in some that it does not, with and without FIPS and dual stack. Takes the jar and the folder of our class; runs
 * as one source file and fails where they differ.
 */
public final class SameEndpoints {

    private static final String REGIONS = "software.amazon.awssdk.regions.";

    private static final List<List<String>> TAGS =
            List.of(List.of(), List.of("FIPS"), List.of("DUALSTACK"), List.of("FIPS", "DUALSTACK"));

    private SameEndpoints() {}

    public static void main(String[] arguments) throws Exception {
        URL jar = Path.of(arguments[0]).toUri().toURL();
        List<String> whole = answers(jar);
        List<String> lean = answers(Path.of(arguments[1]).toUri().toURL(), jar);
        for (int i = 0; i < whole.size(); i++) {
            if (!whole.get(i).equals(lean.get(i))) {
                throw new IllegalStateException(whole.get(i) + " became " + lean.get(i));
            }
        }
        if (whole.size() != lean.size() || whole.stream().noneMatch(each -> each.contains(".amazonaws.com.cn"))) {
            throw new IllegalStateException(whole.size() + " answers became " + lean.size());
        }
    }

    private static List<String> answers(URL... path) throws Exception {
        List<String> answers = new ArrayList<>();
        // No parent but the platform: the two must not see each other's classes.
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(REGIONS + "Region");
            Method of = type.getMethod("of", String.class);
            List<Object> regions = new ArrayList<>((Collection<?>) type.getMethod("regions").invoke(null));
            for (String unknown : List.of("eu-west-99", "cn-west-99", "us-gov-west-99", "us-isob-west-99")) {
                regions.add(of.invoke(null, unknown));
            }
            for (Object region : regions) {
                for (List<String> tags : TAGS) {
                    answers.add(answer(loader, region, tags));
                }
            }
        }
        return answers;
    }

    private static String answer(ClassLoader loader, Object region, List<String> names) throws Exception {
        Class<?> metadataType = loader.loadClass(REGIONS + "ServiceMetadata");
        Object metadata = metadataType.getMethod("of", String.class).invoke(null, "ssm");
        Class<?> tagType = loader.loadClass(REGIONS + "EndpointTag");
        List<Object> tags = new ArrayList<>();
        for (String name : names) {
            tags.add(tagType.getField(name).get(null));
        }
        Class<?> keyType = loader.loadClass(REGIONS + "ServiceEndpointKey");
        Object builder = keyType.getMethod("builder").invoke(null);
        Class<?> builderType = loader.loadClass(REGIONS + "ServiceEndpointKey$Builder");
        builderType.getMethod("region", region.getClass()).invoke(builder, region);
        builderType.getMethod("tags", Collection.class).invoke(builder, tags);
        Object key = builderType.getMethod("build").invoke(builder);
        return region + " " + names + " " + told(metadataType.getMethod("endpointFor", keyType), metadata, key)
                + " " + told(metadataType.getMethod("signingRegion", keyType), metadata, key);
    }

    /** No endpoint of that kind there is an answer too. */
    private static String told(Method method, Object metadata, Object key) throws IllegalAccessException {
        try {
            return String.valueOf(method.invoke(metadata, key));
        } catch (InvocationTargetException refused) {
            return refused.getCause().toString();
        }
    }
}
