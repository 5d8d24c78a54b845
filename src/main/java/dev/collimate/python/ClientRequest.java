package dev.collimate.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.storage.StageReader;
import dev.collimate.storage.StageWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A function of the Python package on a client of Spark Connect, which reaches no JVM: its server knows stages of Spark ML
 * alone, so that a question is one, and the answer what it makes of a table.
 */
public final class ClientRequest extends Transformer implements MLWritable {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String uid;
    private final Param<String> request;

    public ClientRequest() {
        this(Identifiable$.MODULE$.randomUID("clientRequest"));
    }

    public ClientRequest(String uid) {
        this.uid = uid;
        this.request = new Param<>(this, "request", "what is asked, as JSON");
    }

    public static MLReader<ClientRequest> read() {
        return new StageReader<>(ClientRequest.class, ClientRequest::new);
    }

    /** Loads a saved request. */
    public static ClientRequest load(String path) {
        return read().load(path);
    }

    @Override
    public String uid() {
        return uid;
    }

    public Param<String> request() {
        return request;
    }

    public ClientRequest setRequest(String value) {
        set(request, value);
        return this;
    }

    /**
     * The answer; a report is a row of one text.
     *
     * @throws IllegalArgumentException if the request is none
     */
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        try {
            return JSON.readValue(getOrDefault(request), Question.class).answer(dataset.toDF());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the request is none: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Of a report; what is read has columns of its own. */
    @Override
    public StructType transformSchema(StructType schema) {
        return Question.REPORT;
    }

    @Override
    public ClientRequest copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return new StageWriter(this);
    }
}
