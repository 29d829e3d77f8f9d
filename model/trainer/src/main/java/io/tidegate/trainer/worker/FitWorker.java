package io.tidegate.trainer.worker;

import io.tidegate.trainer.fit.Fit;
import io.tidegate.trainer.fit.FitRequest;
import io.tidegate.trainer.fit.Fitter;
import io.tidegate.trainer.fit.NotEnoughDataException;
import io.tidegate.trainer.network.NativeThreads;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The other process: reads one request from the standard input, tells its progress and the result
 * on the standard output, and ends. It ends too when the standard input does, however that
 * happened.
 */
public final class FitWorker {
  static final int PROGRESS = 1;
  static final int RESULT = 2;
  static final int NOT_ENOUGH = 3;
  static final int FAILED = 4;

  private FitWorker() {}

  /**
   * The process's entry point.
   *
   * @param arguments number of native threads
   */
  public static void main(String[] arguments) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(System.err);
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
    FitRequest request = FitWire.readRequest(in);
    ParentWatch.endWith(in);
    try {
      NativeThreads.use(Integer.parseInt(arguments[0]));
      Fit fit =
          new Fitter(request.settings(), (batch, of, loss) -> writeProgress(out, batch, of, loss))
              .fit(request);
      out.write(RESULT);
      FitWire.writeFit(fit, out);
    } catch (NotEnoughDataException e) {
      out.write(NOT_ENOUGH);
      out.writeUTF(e.getMessage());
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
      out.write(FAILED);
      out.writeUTF(e.toString());
    }
    out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void writeProgress(DataOutputStream out, int batch, int of, double loss) {
    try {
      out.write(PROGRESS);
      out.writeInt(batch);
      out.writeInt(of);
      out.writeDouble(loss);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
