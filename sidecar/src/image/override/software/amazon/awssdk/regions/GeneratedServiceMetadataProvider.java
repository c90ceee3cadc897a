package software.amazon.awssdk.regions;

import software.amazon.awssdk.regions.servicemetadata.SsmServiceMetadata;

/**
 * Stands in the image's jar for the SDK's class of the same name, which makes a table of the endpoints of all 313 services
 * when the first client is made: ten of the process's megabytes, to find one service's signing region. This one knows the
 * service that the sidecar calls, by the SDK's own table; {@code SameEndpoints} compares the two at every build.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {

    private final ServiceMetadata ssm = new SsmServiceMetadata();

    /** @return null for every other service, as the SDK's does for one it does not know */
    @Override
    public ServiceMetadata serviceMetadata(String service) {
        return service.equals("ssm") ? ssm : null;
    }
}
