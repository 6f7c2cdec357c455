/* fault-shim.c: lets system calls of the inbox's protocol fail. Built and preloaded by faults.sh and powercut.sh.

   FAULTS holds one fault or several, with commas between: CALL:PATH:WHEN:WHAT
     CALL   open read pread write fsync syncfilerange rename symlink readlink unlink mkdir lock stat clock
     PATH   the fault strikes files whose path holds this text; may be empty
     WHEN   N: every N-th such call; =N: the N-th alone; ~N: one of N in no order, the same in each run, for work that
            takes N calls each time and would meet the fault at the same one for ever
     WHAT   EIO ENOSPC EDQUOT EMFILE ENFILE EACCES EROFS ENOMEM EINTR: fails with this error, and does nothing
            short: reads or writes one byte
            skip: does nothing and says that it went well
            KILL: SIGKILL before the call; KILLAFTER: behind it
            SEGV: a crash before the call
            hang: never comes back
            back: the clock is one more second behind than at the call before
   FAULTS_SWITCH names a file; where it is set, faults strike only while that file is there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 8 };
static struct fault {
  char call[16], path[256], what[16];
  long when;
  int once, mixed;
  atomic_long calls;
} faults[MOST];
static int count;
static const char *gate;

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("FAULTS");
  gate = getenv("FAULTS_SWITCH");
  if (gate && !*gate) gate = NULL;
  while (text && *text && count < MOST) {
    struct fault *f = &faults[count];
    char when[16];
    if (sscanf(text, "%15[a-z]:%255[^:]:%15[=~0-9]:%15[A-Za-z]", f->call, f->path, when, f->what) != 4) {
      f->path[0] = 0;
      if (sscanf(text, "%15[a-z]::%15[=~0-9]:%15[A-Za-z]", f->call, when, f->what) != 3) {
        static const char words[] = "fault-shim: FAULTS cannot be read\n";
        (void)!syscall(SYS_write, 2, words, sizeof words - 1);
        _exit(99);
      }
    }
    f->once = when[0] == '=';
    f->mixed = when[0] == '~';
    f->when = atol(when + (f->once || f->mixed));
    count++;
    text = strchr(text, ',');
    if (text) text++;
  }
}

static int error_of(const char *what) {
  static const struct { const char *name; int code; } errors[] = {
      {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT}, {"EMFILE", EMFILE}, {"ENFILE", ENFILE},
      {"EACCES", EACCES}, {"EROFS", EROFS}, {"ENOMEM", ENOMEM}, {"EINTR", EINTR}};
  for (unsigned i = 0; i < sizeof errors / sizeof *errors; i++)
    if (!strcmp(what, errors[i].name)) return errors[i].code;
  return 0;
}

/* The fault that strikes a call, or NULL. The path is that of the descriptor, with the name behind it. */
static struct fault *strike(const char *call, int fd, const char *name) {
  if (!count) return NULL;
  if (gate && syscall(SYS_access, gate, F_OK) != 0) return NULL;
  char link[64], path[4096] = "";
  if (fd >= 0) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long n = syscall(SYS_readlink, link, path, sizeof path - 300);
    path[n > 0 ? n : 0] = 0;
  }
  if (name) snprintf(path + strlen(path), 300, "/%s", name);
  for (int i = 0; i < count; i++) {
    struct fault *f = &faults[i];
    if (strcmp(f->call, call) || !strstr(path, f->path)) continue;
    long n = ++f->calls;
    if (f->mixed) {
      unsigned long mixed = n * 0x9E3779B97F4A7C15UL;
      mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9UL;
      if ((mixed ^ mixed >> 27) % f->when) continue;
    } else if (f->once ? n != f->when : n % f->when) continue;
    if (!strcmp(f->what, "KILL")) kill(getpid(), SIGKILL), pause();
    if (!strcmp(f->what, "SEGV")) signal(SIGSEGV, SIG_DFL), kill(getpid(), SIGSEGV), pause();
    if (!strcmp(f->what, "hang")) for (;;) pause();
    return f;
  }
  return NULL;
}

static long conclude(struct fault *f, long result) {
  if (f && !strcmp(f->what, "KILLAFTER")) kill(getpid(), SIGKILL), pause();
  return result;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)
#define STRIKE(call, fd, name) \
  struct fault *f = strike(call, fd, name); \
  if (f) { \
    int code = error_of(f->what); \
    if (code) { errno = code; return -1; } \
    if (!strcmp(f->what, "skip")) return 0; \
  }
#define LENGTH (f && !strcmp(f->what, "short") && n > 1 ? 1 : n)

ssize_t read(int fd, void *to, size_t n) {
  REAL(ssize_t, "read", int, void *, size_t);
  STRIKE("read", fd, NULL)
  return conclude(f, real(fd, to, LENGTH));
}
ssize_t pread(int fd, void *to, size_t n, off_t at) {
  REAL(ssize_t, "pread", int, void *, size_t, off_t);
  STRIKE("pread", fd, NULL)
  return conclude(f, real(fd, to, LENGTH, at));
}
ssize_t write(int fd, const void *from, size_t n) {
  REAL(ssize_t, "write", int, const void *, size_t);
  if (fd <= 2) return real(fd, from, n);
  STRIKE("write", fd, NULL)
  return conclude(f, real(fd, from, LENGTH));
}
int fsync(int fd) {
  REAL(int, "fsync", int);
  STRIKE("fsync", fd, NULL)
  return conclude(f, real(fd));
}
int sync_file_range(int fd, off64_t from, off64_t count, unsigned flags) {
  REAL(int, "sync_file_range", int, off64_t, off64_t, unsigned);
  STRIKE("syncfilerange", fd, NULL)
  return conclude(f, real(fd, from, count, flags));
}
int openat(int folder, const char *name, int flags, ...) {
  REAL(int, "openat", int, const char *, int, ...);
  va_list list;
  va_start(list, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
  va_end(list);
  STRIKE("open", folder, name)
  return conclude(f, real(folder, name, flags, mode));
}
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
  REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
  STRIKE("rename", to, new)
  return conclude(f, real(from, old, to, new, flags));
}
int symlinkat(const char *text, int folder, const char *name) {
  REAL(int, "symlinkat", const char *, int, const char *);
  STRIKE("symlink", folder, name)
  return conclude(f, real(text, folder, name));
}
ssize_t readlinkat(int folder, const char *name, char *to, size_t n) {
  REAL(ssize_t, "readlinkat", int, const char *, char *, size_t);
  STRIKE("readlink", folder, name)
  return conclude(f, real(folder, name, to, n));
}
int unlinkat(int folder, const char *name, int flags) {
  REAL(int, "unlinkat", int, const char *, int);
  STRIKE("unlink", folder, name)
  return conclude(f, real(folder, name, flags));
}
int mkdirat(int folder, const char *name, mode_t mode) {
  REAL(int, "mkdirat", int, const char *, mode_t);
  STRIKE("mkdir", folder, name)
  return conclude(f, real(folder, name, mode));
}
int flock(int fd, int how) {
  REAL(int, "flock", int, int);
  STRIKE("lock", fd, NULL)
  return conclude(f, real(fd, how));
}
int fstatat(int folder, const char *restrict name, struct stat *restrict to, int flags) {
  REAL(int, "fstatat", int, const char *restrict, struct stat *restrict, int);
  STRIKE("stat", folder, name)
  return conclude(f, real(folder, name, to, flags));
}
int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(int, "clock_gettime", clockid_t, struct timespec *);
  static atomic_long lag;
  int result = real(clock, time);
  if (clock == CLOCK_REALTIME && strike("clock", -1, NULL)) time->tv_sec -= ++lag;
  return result;
}
time_t time(time_t *to) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (to) *to = now.tv_sec;
  return now.tv_sec;
}
