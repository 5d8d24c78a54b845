package dev.collimate.rows;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;

/**
 * The catalogs that a session knows. Spark's type of them is a class in 4.0 and 4.1, and an interface in 4.2, so that no call
 * that is compiled for one runs on the other: methods are looked up by name.
 *
 * @param manager of Spark's type
 */
record SessionCatalogs(Object manager) {
    /** The name of the catalog that every session has. */
    static final String SPARKS_OWN = "spark_catalog";

    static SessionCatalogs of(SparkSession spark) {
        return new SessionCatalogs(ClassicSpark.catalogManager(spark));
    }

    boolean isRegistered(String name) {
        return (Boolean) call("isCatalogRegistered", name);
    }

    /** The one that is used where none is named. */
    CatalogPlugin current() {
        return (CatalogPlugin) call("currentCatalog");
    }

    String[] currentNamespace() {
        return (String[]) call("currentNamespace");
    }

    /** The catalog of that name; throws as Spark does where it cannot be made. */
    CatalogPlugin catalog(String name) {
        return (CatalogPlugin) call("catalog", name);
    }

    private Object call(String method, String... arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, String.class);
        try {
            return CatalogManager.class.getMethod(method, types).invoke(manager, (Object[]) arguments);
        } catch (InvocationTargetException e) {
            throw SessionCatalogs.<RuntimeException>undeclared(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Spark's catalogs have no method " + method, e);
        }
    }

    /** Spark's own may be checked, though no signature of Scala's tells of it. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T undeclared(Throwable failure) throws T {
        throw (T) failure;
    }
}
