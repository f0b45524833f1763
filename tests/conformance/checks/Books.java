import com.adobe.epubcheck.api.EpubCheck;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Gives each book to EPUBCheck, all in one start, and prints what it found: a line with the path, then its findings, each after a tab. */
class Books {
    public static void main(String[] paths) {
        for (String path : paths) {
            StringWriter said = new StringWriter();
            int findings = new EpubCheck(new File(path), new PrintWriter(said, true)).doValidate();
            System.out.println(path);
            System.out.println("\t= " + findings);
            said.toString().lines().forEach(line -> System.out.println("\t" + line));
        }
    }
}
