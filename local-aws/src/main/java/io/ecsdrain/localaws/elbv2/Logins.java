package io.ecsdrain.localaws.elbv2;

import io.ecsdrain.localaws.elbv2.shapes.Rules.Action;
import io.ecsdrain.localaws.elbv2.shapes.Rules.CognitoConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.JwtClaim;
import io.ecsdrain.localaws.elbv2.shapes.Rules.JwtConfig;
import io.ecsdrain.localaws.elbv2.shapes.Rules.OidcConfig;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.Set;

/** The actions that have clients log in, or show a token, before they are routed. */
final class Logins {

    private static final String OIDC = "authenticate-oidc";
    private static final Set<String> TYPES = Set.of(OIDC, "authenticate-cognito", "jwt-validation");
    private static final Set<String> UNAUTHENTICATED = Set.of("deny", "allow", "authenticate");
    private static final String COOKIE = "AWSELBAuthSessionCookie";
    private static final long WEEK = 604_800;

    private Logins() {}

    static boolean isOne(Action action) {
        return TYPES.contains(action.type());
    }

    static boolean hasSecret(Action action) {
        return OIDC.equals(action.type());
    }

    /**
     * As Describe calls show it; the client's secret never comes back (AuthenticateOidcActionConfig).
     *
     * @param secretThere whether one was given before that may be used again
     */
    static Action normalised(Action asked, boolean secretThere) {
        return switch (asked.type()) {
            case OIDC ->
                of(asked, oidc(Check.required(asked.authenticateOidcConfig(), "AuthenticateOidcConfig"), secretThere));
            case "authenticate-cognito" ->
                of(asked, cognito(Check.required(asked.authenticateCognitoConfig(), "AuthenticateCognitoConfig")));
            default -> of(asked, jwt(Check.required(asked.jwtValidationConfig(), "JwtValidationConfig")));
        };
    }

    private static Action of(Action asked, Record config) {
        return new Action(
                asked.type(),
                null,
                config instanceof OidcConfig oidc ? oidc : null,
                config instanceof CognitoConfig cognito ? cognito : null,
                asked.order(),
                null,
                null,
                null,
                config instanceof JwtConfig jwt ? jwt : null);
    }

    private static OidcConfig oidc(OidcConfig asked, boolean secretThere) {
        secret(asked, secretThere);
        Check.supported(asked.authenticationRequestExtraParams() == null, "AuthenticationRequestExtraParams");
        return new OidcConfig(
                Check.required(asked.issuer(), "Issuer"),
                Check.required(asked.authorizationEndpoint(), "AuthorizationEndpoint"),
                Check.required(asked.tokenEndpoint(), "TokenEndpoint"),
                Check.required(asked.userInfoEndpoint(), "UserInfoEndpoint"),
                Check.required(asked.clientId(), "ClientId"),
                null,
                Check.or(asked.sessionCookieName(), COOKIE),
                Check.or(asked.scope(), "openid"),
                Check.or(asked.sessionTimeout(), WEEK),
                null,
                unauthenticated(asked.onUnauthenticatedRequest()),
                null);
    }

    /**
     * "This parameter is required if you are creating a rule. If you are modifying a rule, you can omit [it]" if it
     * says so.
     */
    private static void secret(OidcConfig asked, boolean secretThere) {
        boolean existing = Boolean.TRUE.equals(asked.useExistingClientSecret());
        Check.that(
                !existing || asked.clientSecret() == null,
                "You cannot both specify a client secret and set UseExistingClientSecret to true");
        Check.that(existing || asked.clientSecret() != null, "A client secret must be specified");
        Check.that(!existing || secretThere, "There is no existing client secret that could be used");
    }

    private static CognitoConfig cognito(CognitoConfig asked) {
        Check.supported(asked.authenticationRequestExtraParams() == null, "AuthenticationRequestExtraParams");
        return new CognitoConfig(
                Check.required(asked.userPoolArn(), "UserPoolArn"),
                Check.required(asked.userPoolClientId(), "UserPoolClientId"),
                Check.required(asked.userPoolDomain(), "UserPoolDomain"),
                Check.or(asked.sessionCookieName(), COOKIE),
                Check.or(asked.scope(), "openid"),
                Check.or(asked.sessionTimeout(), WEEK),
                null,
                unauthenticated(asked.onUnauthenticatedRequest()));
    }

    private static JwtConfig jwt(JwtConfig asked) {
        for (JwtClaim claim : Check.orEmpty(asked.additionalClaims())) {
            Check.required(claim.name(), "AdditionalClaims.Name");
        }
        return new JwtConfig(
                Check.required(asked.jwksEndpoint(), "JwksEndpoint"),
                Check.required(asked.issuer(), "Issuer"),
                asked.additionalClaims());
    }

    private static String unauthenticated(String asked) {
        Check.that(
                asked == null || UNAUTHENTICATED.contains(asked),
                "OnUnauthenticatedRequest is one of " + UNAUTHENTICATED);
        return Check.or(asked, "authenticate");
    }

    /** "HTTPS listeners" only (Action of the API reference); the code of the refusal is not documented. */
    static void checkProtocol(String protocol) {
        if (!"HTTPS".equals(protocol)) {
            throw AwsError.badRequest(
                    "InvalidLoadBalancerAction", "Authentication actions are supported by HTTPS listeners only");
        }
    }
}
