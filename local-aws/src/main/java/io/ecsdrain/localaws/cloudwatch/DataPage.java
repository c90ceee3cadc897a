package io.ecsdrain.localaws.cloudwatch;

import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.GetDataOutput;
import io.ecsdrain.localaws.cloudwatch.CloudWatchShapes.Result;
import io.ecsdrain.localaws.wire.AwsError;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts results into pages. A result that does not fit is PartialData and comes again, under the same id, on the next
 * page with the rest of its points; one that was complete does not.
 */
final class DataPage {

    /** Where a page begins: in which result, at which of its points. */
    private record Position(int result, int point) {

        static Position parse(String token) {
            if (token == null) {
                return new Position(0, 0);
            }
            String[] parts = token.split("-");
            if (parts.length != 3 || !parts[0].equals("page") || !(parts[1] + parts[2]).matches("\\d{2,12}")) {
                throw AwsError.badRequest("InvalidNextToken", "The next token specified is invalid.");
            }
            return new Position(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }

        String token() {
            return "page-" + result + "-" + point;
        }
    }

    private DataPage() {}

    static GetDataOutput cut(List<Result> whole, String token, int pageSize) {
        Position from = Position.parse(token);
        List<Result> page = new ArrayList<>();
        Position next = null;
        int left = pageSize;
        for (int i = from.result(); i < whole.size(); i++) {
            Result result = whole.get(i);
            if (token != null && result.values().isEmpty()) {
                // Complete on the first page.
                continue;
            }
            int begin = Math.min(
                    i == from.result() ? from.point() : 0, result.values().size());
            int end = Math.min(result.values().size(), begin + left);
            boolean complete = end == result.values().size();
            page.add(part(result, begin, end, complete));
            left -= end - begin;
            if (!complete && next == null) {
                next = new Position(i, end);
            }
        }
        return new GetDataOutput(page, next == null ? null : next.token(), List.of());
    }

    private static Result part(Result result, int begin, int end, boolean complete) {
        return new Result(
                result.id(),
                result.label(),
                result.timestamps().subList(begin, end),
                result.values().subList(begin, end),
                complete ? "Complete" : "PartialData",
                null);
    }
}
