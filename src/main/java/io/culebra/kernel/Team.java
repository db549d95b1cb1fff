package io.culebra.kernel;

/** The threads of a lane. A step splits its work into tasks and lets the team run them. */
public interface Team {
  /** How many threads there are, the lane's own included. */
  int size();

  /**
   * Runs tasks {@code 0} to {@code count - 1} and returns when all are done. The lane's thread
   * takes part. Allocates nothing; what a task throws is thrown here.
   */
  void run(int count, Task task);

  /** A share of a step. */
  @FunctionalInterface
  interface Task {
    /**
     * Does task {@code index}.
     *
     * @param worker which of the team's threads does it, from 0 to {@link Team#size} - 1, so that
     *     it can have scratch of its own
     */
    void run(int index, int worker);
  }

  /** A team of the calling thread alone. */
  Team SOLO =
      new Team() {
        @Override
        public int size() {
          return 1;
        }

        @Override
        public void run(int count, Task task) {
          for (int i = 0; i < count; i++) {
            task.run(i, 0);
          }
        }
      };
}
