// The command line: words to calls of accumbens.h, signals, clock and terminal.

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "accumbens.h"

static const char usage[] =
    "usage:\n"
    "  accumbens run EXPERIMENT [PATH=value[,value...]]... [--seeds A..B] [--jobs N] [--out DIR]\n"
    "  accumbens verify EXPERIMENT...      rerun and judge the claims; 1 where one fails\n"
    "  accumbens check EXPERIMENT...       read and compile, run nothing\n"
    "  accumbens status EXPERIMENT         done, diverged, failed, running and missing runs\n"
    "  accumbens merge EXPERIMENT          the shards' files into one, and what run writes\n"
    "  accumbens slurm EXPERIMENT          a batch script: shards in an array, then the merge\n"
    "  accumbens compare EXPERIMENT A B    how two conditions differ; or RESULTS A B\n"
    "  accumbens list                      all kinds and measures\n"
    "  accumbens describe KIND             one of them in full\n"
    "  accumbens connectome info FOLDER    counts per class and pair of classes\n"
    "\n"
    "  --seeds N, A..B     which animals            --jobs N     threads (all cores)\n"
    "  --out DIR           where results go         --width N    animals in lock-step, 1 to 32\n"
    "  --only AXIS=LEVEL,..,seed=N         these animals alone, again where they are known\n"
    "  compare: --measure M, --window N|all (50 episodes), --csv, --profile, --out DIR\n"
    "  --shard i/n, auto   a part of the runs, from 0/n; auto: as Slurm says (array, srun)\n"
    "  --shards N          for slurm (16) and --print-commands (as many as cores)\n"
    "  --plan              runs nothing: runs, time and room on the disk\n"
    "  --print-commands    runs nothing: a command a shard, for GNU parallel\n"
    "  --rerun failed      runs that failed once more\n"
    "  --quiet             no curve, no verdicts on standard output\n"
    "\n"
    "exit: 0 done, 1 a file is wrong or a claim fails, 2 usage, 3 the machine failed, 4 stopped\n";

enum { WORDS = 4096 };

// Signals that ask long work to stop are held back while animals run and looked for between their
// steps. At other times they end the program at once: what it writes is whole or not there.
static sigset_t stops(void)
{
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGUSR1);
  return set;
}

static bool interrupted(void)
{
  sigset_t waiting;
  return sigpending(&waiting) == 0 &&
         (sigismember(&waiting, SIGINT) || sigismember(&waiting, SIGTERM) ||
          sigismember(&waiting, SIGUSR1));
}

static void hold(bool held)
{
  sigset_t set = stops();
  sigprocmask(held ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int misuse(const char *what, const char *word)
{
  fprintf(stderr, "accumbens: %s%s%s\n%s", what, word ? " " : "", word ? word : "", usage);
  return NAC_USAGE;
}

static const char *lookup(const char *name)
{
  return getenv(name);
}

static nac_Host stand(const char *program)
{
  nac_Host       host = {stdout, stderr, .now = now, .interrupted = interrupted, .hold = hold,
                         .program = program, .lookup = lookup};
  struct winsize size;
  host.out_terminal = isatty(STDOUT_FILENO);
  host.err_terminal = isatty(STDERR_FILENO);
  host.utf8         = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) host.columns = size.ws_col;
  return host;
}

// A whole number of an option, or -1.
static int number(const char *text, long most)
{
  char *end;
  long  n = text ? strtol(text, &end, 10) : -1;
  return text && *text && !*end && n >= 1 && n <= most ? (int)n : -1;
}

// What options say.
typedef struct Words {
  nac_Run run;
  bool    plan, commands;   // instead of running
} Words;

// Options without a value; whether this is one.
static bool flag(const char *word, Words *words)
{
  bool *told = strcmp(word, "--quiet") == 0            ? &words->run.quiet
               : strcmp(word, "--plan") == 0           ? &words->plan
               : strcmp(word, "--print-commands") == 0 ? &words->commands
                                                       : NULL;
  if (told) *told = true;
  return told != NULL;
}

// Reads one option at argv[i]; returns how many words it took, 0 where it is none, -1 after a
// complaint.
static int option(char **argv, int i, Words *words)
{
  const char *word = argv[i], *value = argv[i + 1];
  nac_Run    *run  = &words->run;
  if (strncmp(word, "--", 2) != 0) return 0;
  if (flag(word, words)) return 1;
  if (strcmp(word, "--seeds") == 0)
    run->seeds = value;
  else if (strcmp(word, "--out") == 0)
    run->out = value;
  else if (strcmp(word, "--only") == 0)
    run->only = value;
  else if (strcmp(word, "--shard") == 0)
    run->shard = value;
  else if (strcmp(word, "--rerun") == 0)
    run->again = value && strcmp(value, "failed") == 0;
  else if (strcmp(word, "--shards") == 0)
    run->shards = number(value, 100000);
  else if (strcmp(word, "--jobs") == 0)
    run->jobs = number(value, 1024);
  else if (strcmp(word, "--width") == 0)
    run->width = number(value, 32);
  else {
    misuse("there is no option", word);
    return -1;
  }
  if (!value || run->jobs < 0 || run->width < 0 || run->shards < 0) {
    misuse(value ? "not a number in range after" : "nothing follows", word);
    return -1;
  }
  if (strcmp(word, "--rerun") == 0 && !run->again) {
    misuse("what is run again is 'failed', not", value);
    return -1;
  }
  return 2;
}

typedef int Command(const nac_Host *host, const nac_Run *run);

// Options that say how to run go with `run`; what it does instead of running, where that is said.
static Command *choose(Command *command, const Words *words)
{
  bool running = words->run.shard || words->run.again || words->plan || words->commands;
  if (command != nac_run) return running ? NULL : command;
  return words->plan ? nac_plan : words->commands ? nac_commands : nac_run;
}

// Options and PATH=value go with every experiment named.
static int each(int argc, char **argv, Command *command)
{
  nac_Host    host  = stand(argv[0]);
  Words       words = {0};
  nac_Run    *run   = &words.run;
  const char *file[WORDS], *override[WORDS];
  int         files = 0, worst = NAC_DONE;
  if (argc > WORDS) return misuse("too many words", NULL);
  for (int i = 2; i < argc;) {
    int taken = option(argv, i, &words);
    if (taken < 0) return NAC_USAGE;
    if (taken == 0 && strchr(argv[i], '='))
      override[run->n_overrides++] = argv[i];
    else if (taken == 0)
      file[files++] = argv[i];
    i += taken ? taken : 1;
  }
  run->override = override;
  command       = choose(command, &words);
  if (!command) return misuse("--shard, --rerun, --plan and --print-commands go with run", NULL);
  if (files == 0) return misuse("which experiment?", NULL);
  if (files > 1 && run->out) return misuse("one experiment at a time goes to --out", run->out);
  for (int f = 0; f < files && worst < NAC_STOPPED; f++) {
    run->experiment = file[f];
    int code        = command(&host, run);
    worst           = code > worst ? code : worst;
  }
  return worst;
}

// compare EXPERIMENT A B: what is no option is one of the three, whatever it holds.
static int compare(int argc, char **argv)
{
  nac_Host    host = stand(argv[0]);
  nac_Compare compare = {.window = 50};
  const char *word[3];
  int         words = 0;
  for (int i = 2; i < argc; i++) {
    const char *value = argv[i + 1];
    if (strncmp(argv[i], "--", 2) != 0) {
      if (words == 3) return misuse("compare EXPERIMENT A B, and not", argv[i]);
      word[words++] = argv[i];
      continue;
    }
    bool flag = strcmp(argv[i], "--csv") == 0 || strcmp(argv[i], "--profile") == 0;
    if (!flag && !value) return misuse("nothing follows", argv[i]);
    if (strcmp(argv[i], "--csv") == 0) compare.csv = true;
    else if (strcmp(argv[i], "--profile") == 0) compare.profile = true;
    else if (strcmp(argv[i], "--measure") == 0) compare.measure = value;
    else if (strcmp(argv[i], "--out") == 0) compare.out = value;
    else if (strcmp(argv[i], "--window") == 0) {
      compare.window = strcmp(value, "all") == 0 ? 0 : number(value, 1000000000);
    } else return misuse("there is no option", argv[i]);
    if (compare.window < 0) return misuse("not a number in range after", argv[i]);
    i += !flag;
  }
  if (words < 3) return misuse("compare EXPERIMENT A B", NULL);
  compare.experiment = word[0];
  compare.a = word[1];
  compare.b = word[2];
  return nac_compare(&host, &compare);
}

int main(int argc, char **argv)
{
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  setlocale(LC_CTYPE, "");   // for the terminal's characters alone
  sigaction(SIGXFSZ, &ignore, NULL);
  nac_Host host = stand(argv[0]);
  if (argc < 2) return misuse("what to do?", NULL);
  const char *verb = argv[1];
  if (strcmp(verb, "run") == 0) return each(argc, argv, nac_run);
  if (strcmp(verb, "verify") == 0) return each(argc, argv, nac_verify);
  if (strcmp(verb, "check") == 0) return each(argc, argv, nac_check);
  if (strcmp(verb, "status") == 0) return each(argc, argv, nac_status);
  if (strcmp(verb, "merge") == 0) return each(argc, argv, nac_merge);
  if (strcmp(verb, "slurm") == 0) return each(argc, argv, nac_slurm);
  if (strcmp(verb, "compare") == 0) return compare(argc, argv);
  if (strcmp(verb, "list") == 0) {
    return argc == 2 ? nac_list(&host) : misuse("nothing follows 'list', so not", argv[2]);
  }
  if (strcmp(verb, "describe") == 0) {
    return argc == 3 ? nac_describe(&host, argv[2]) : misuse("describe one kind", NULL);
  }
  if (strcmp(verb, "connectome") == 0) {
    bool info = argc == 4 && strcmp(argv[2], "info") == 0;
    return info ? nac_connectome_info(&host, argv[3]) : misuse("connectome info FOLDER", NULL);
  }
  if (strcmp(verb, "help") == 0 || strcmp(verb, "--help") == 0) {
    fputs(usage, stdout);
    return NAC_DONE;
  }
  return misuse("there is no command", verb);
}
