import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.util.Locale;

/** Gives each book to EPUBCheck, all in one start, and prints what it finds: the path of the book, then its findings, each after a tab. */
class Books extends MasterReport {
    public static void main(String[] paths) {
        for (String path : paths) {
            System.out.println(path);
            Books report = new Books();
            report.setLocale(Locale.ENGLISH);
            report.setEpubFileName(path);
            new EpubCheck(new File(path), report).check();
        }
        System.out.println("done");
    }

    @Override
    public void message(Message message, EPUBLocation place, Object... details) {
        Severity severity = message.getSeverity();
        if (severity == Severity.FATAL || severity == Severity.ERROR || severity == Severity.WARNING) {
            String where = place == null ? "" : place.getPath() + ":" + place.getLine() + ": ";
            String said = message.getMessage(details).replaceAll("\\s+", " ");
            System.out.println("\t" + where + severity + " " + message.getID() + ": " + said);
        }
    }

    @Override
    public void info(String resource, FeatureEnum feature, String value) {}

    @Override
    public int generate() {
        return 0;
    }

    @Override
    public void initialize() {}
}
