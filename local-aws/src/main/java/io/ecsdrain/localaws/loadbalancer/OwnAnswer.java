package io.ecsdrain.localaws.loadbalancer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer that the load balancer gives by itself. */
record OwnAnswer(int status, String reason, List<HttpHead.Header> headers, byte[] body) {

    /** The plain page of an error, as a load balancer words it. */
    static OwnAnswer page(int status, String reason) {
        String title = status + " " + reason;
        return text(
                status,
                reason,
                "text/html",
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n</body>\r\n</html>\r\n");
    }

    static OwnAnswer fixed(RouteAction.FixedResponse fixed) {
        return text(fixed.status(), "Fixed", fixed.contentType(), fixed.body());
    }

    /** Nothing runs behind an inert target; the header shows where the request would have gone. */
    static OwnAnswer inert(Backend backend) {
        String target = backend.host() + ":" + backend.port();
        return text(200, "OK", "text/plain", "inert target " + target + "\n").with("X-Local-Aws-Target", target);
    }

    /** @param port what {@code #{port}} stands for when the request names none */
    static OwnAnswer redirect(RouteAction.Redirect redirect, ClientRequest request, int port) {
        RequestFacts facts = request.facts();
        String target = RequestFacts.originForm(request.target());
        int mark = target.indexOf('?');
        String query = mark < 0 ? "" : target.substring(mark + 1);
        String named = request.head().values("Host").findFirst().orElse("").replaceFirst("^.*?(:([0-9]+))?$", "$2");
        String pattern = redirect.protocol() + "://" + redirect.host() + ":" + redirect.port() + redirect.path();
        String location = (redirect.query().isEmpty() ? pattern : pattern + "?" + redirect.query())
                .replace("#{protocol}", "http")
                .replace("#{host}", facts.host())
                .replace("#{port}", named.isEmpty() ? String.valueOf(port) : named)
                .replace("#{path}", facts.path().substring(facts.path().startsWith("/") ? 1 : 0))
                .replace("#{query}", query);
        String tidy = location.endsWith("?") ? location.substring(0, location.length() - 1) : location;
        return page(redirect.status(), redirect.status() == 301 ? "Moved Permanently" : "Found")
                .with("Location", tidy);
    }

    /** To the identity provider, or away. */
    static OwnAnswer login(RouteAction.Login login, ClientRequest request) {
        if (login.unauthenticated().equals("deny")) {
            return page(401, "Authorization Required");
        }
        String back = "https://" + request.facts().host() + "/oauth2/idpresponse";
        return page(302, "Found")
                .with(
                        "Location",
                        login.authorize() + "&redirect_uri=" + URLEncoder.encode(back, StandardCharsets.UTF_8)
                                + "&response_type=code&scope="
                                + URLEncoder.encode(login.scope(), StandardCharsets.UTF_8) + "&state=local-aws");
    }

    private static OwnAnswer text(int status, String reason, String contentType, String body) {
        return new OwnAnswer(
                status,
                reason,
                List.of(new HttpHead.Header("Content-Type", contentType)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private OwnAnswer with(String name, String value) {
        List<HttpHead.Header> more = new ArrayList<>(headers);
        more.add(new HttpHead.Header(name, value));
        return new OwnAnswer(status, reason, more, body);
    }

    void writeTo(OutputStream out, boolean keepAlive, boolean toHead) throws IOException {
        List<HttpHead.Header> all = new ArrayList<>(headers);
        all.add(new HttpHead.Header("Server", "awselb/2.0"));
        all.add(new HttpHead.Header("Content-Length", String.valueOf(body.length)));
        all.add(new HttpHead.Header("Connection", keepAlive ? "keep-alive" : "close"));
        new HttpHead("HTTP/1.1 " + status + " " + reason, all).writeTo(out);
        if (!toHead) {
            out.write(body);
        }
        out.flush();
    }
}
