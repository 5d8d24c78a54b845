package dev.collimate.cli;

import java.util.ArrayList;
import java.util.List;

/** CSV by the grammar of RFC 4180, with line feeds as ends of records too; written apart from what it checks. */
final class Rfc4180 {
    private Rfc4180() {}

    /** The fields of every record. */
    static List<List<String>> records(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            StringBuilder field = new StringBuilder();
            if (text.charAt(i) == '"') {
                for (i++; ; i++) {
                    boolean quote = text.charAt(i) == '"';
                    if (quote && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                        i++;
                    } else if (quote) {
                        break;
                    }
                    field.append(text.charAt(i));
                }
                i++;
            } else {
                for (; i < text.length() && ",\r\n".indexOf(text.charAt(i)) < 0; i++) {
                    if (text.charAt(i) == '"') {
                        throw new AssertionError("a quote inside a field without quotes, at " + i);
                    }
                    field.append(text.charAt(i));
                }
            }
            record.add(field.toString());
            if (i < text.length() && text.charAt(i) == ',') {
                i++;
                continue;
            }
            i += text.startsWith("\r\n", i) ? 2 : 1;
            records.add(record);
            record = new ArrayList<>();
        }
        return records;
    }
}
