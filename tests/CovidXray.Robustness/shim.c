/* Counts the calls of a process that change files below a folder, and at one of them does what it is told.

   COVIDXR_SHIM_FOLDER  the folder, absolute, without links; calls elsewhere are not seen
   COVIDXR_SHIM_LOG     a file outside of it that takes one line a call: the function and its paths
   COVIDXR_SHIM_POINT   at which call, from 1; 0 or absent: at none
   COVIDXR_SHIM_HOW     what happens there:
     kill, kill-after       SIGKILL before the call, or after it
     kill-half              a write writes half, then SIGKILL
     stop                   SIGSTOP before the call
     eio, enospc, erofs     the call fails
     eio-on, enospc-on, erofs-on   it fails, and so does every later one
   COVIDXR_SHIM_PAUSE   every call waits up to so many microseconds first, other ones each time
   COVIDXR_SHIM_SEED    for these waits

   Calls that change nothing are not counted: mkdir of a folder that is there, unlink of a file that is not. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

enum what { PASS, FAIL, KILL_AFTER, HALF };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static char how[32];
static long point, calls;
static unsigned pause_limit, seed;
static int log_file = -1;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("COVIDXR_SHIM_FOLDER");
    if (!text || !*text || strlen(text) >= sizeof folder) return;
    strcpy(folder, text);
    if ((text = getenv("COVIDXR_SHIM_HOW"))) snprintf(how, sizeof how, "%s", text);
    if ((text = getenv("COVIDXR_SHIM_POINT"))) point = atol(text);
    if ((text = getenv("COVIDXR_SHIM_PAUSE"))) pause_limit = (unsigned)atol(text);
    if ((text = getenv("COVIDXR_SHIM_SEED"))) seed = (unsigned)atol(text);
    if ((text = getenv("COVIDXR_SHIM_LOG"))) log_file = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    folder_length = strlen(folder);

    /* Nobody would wake it up. */
    if (!strcmp(how, "stop")) prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* Without . and .., by the text alone: covidxr hands over absolute paths. */
static void plain(char *path) {
    char *to = path, *from = path;
    while (*from) {
        while (*from == '/') from++;
        size_t length = strcspn(from, "/");
        if (length == 2 && from[0] == '.' && from[1] == '.') {
            while (to > path && *--to != '/') {}
        } else if (length > 0 && !(length == 1 && from[0] == '.')) {
            *to++ = '/';
            memmove(to, from, length);
            to += length;
        }
        from += length;
    }
    *to = 0;
}

static int path_of_descriptor(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
    return path[0] == '/';
}

/* An absolute path from what a call was given. */
static int path_of(int at, const char *name, char *path) {
    if (!name) return 0;
    if (*name == '/') {
        if (strlen(name) >= PATH_MAX) return 0;
        strcpy(path, name);
    } else {
        char base[PATH_MAX];
        if (at == AT_FDCWD ? !getcwd(base, sizeof base) : !path_of_descriptor(at, base)) return 0;
        if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
    }
    plain(path);
    return 1;
}

static int is_below(const char *path) {
    return folder_length && !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

/* Sent to this thread: sent to the process, another thread may take it while this one goes on. */
static void end_here(int signal) {
    pthread_kill(pthread_self(), signal);
    if (signal == SIGKILL) for (;;) pause();
}

static enum what fails(int error) {
    errno = error;
    return FAIL;
}

/* A call on a path below the folder; the second path may be null. */
static enum what reached(const char *call, const char *path, const char *other, int is_write, int takes_space) {
    if (pause_limit) {
        pthread_mutex_lock(&gate);
        unsigned wait = (unsigned)rand_r(&seed) % pause_limit;
        pthread_mutex_unlock(&gate);
        usleep(wait);
    }
    pthread_mutex_lock(&gate);
    long number = ++calls;
    if (log_file >= 0) {
        char line[2 * PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%s %s%s%s\n", call, path + folder_length, other ? " -> " : "", other ? (is_below(other) ? other + folder_length : other) : "");
        syscall(SYS_write, log_file, line, (size_t)length);
    }
    pthread_mutex_unlock(&gate);
    if (!point || number < point) return PASS;
    size_t length = strlen(how);
    int goes_on = length > 3 && !strcmp(how + length - 3, "-on");
    if (number > point && !goes_on) return PASS;
    if (!strcmp(how, "kill")) end_here(SIGKILL);
    if (!strcmp(how, "stop")) end_here(SIGSTOP);
    if (!strcmp(how, "kill-after")) return KILL_AFTER;
    if (!strcmp(how, "kill-half")) {
        if (is_write) return HALF;
        end_here(SIGKILL);
    }
    if (!strncmp(how, "eio", 3)) return fails(EIO);
    if (!strncmp(how, "erofs", 5)) return fails(EROFS);
    if (!strncmp(how, "enospc", 6) && takes_space) return fails(ENOSPC);
    return PASS;
}

static enum what on_path(const char *call, int at, const char *name, int takes_space) {
    char path[PATH_MAX];
    if (!folder_length || !path_of(at, name, path) || !is_below(path)) return PASS;
    return reached(call, path, NULL, 0, takes_space);
}

static enum what on_paths(const char *call, int at, const char *name, int other_at, const char *other_name) {
    char path[PATH_MAX], other[PATH_MAX];
    if (!folder_length || !path_of(at, name, path) || !path_of(other_at, other_name, other) || !(is_below(path) || is_below(other))) return PASS;
    return is_below(path) ? reached(call, path, other, 0, 1) : reached(call, other, NULL, 0, 1);
}

static enum what on_descriptor(const char *call, int descriptor, int is_write, int takes_space) {
    struct stat state;
    char path[PATH_MAX];
    if (!folder_length || fstat(descriptor, &state) || !(S_ISREG(state.st_mode) || S_ISDIR(state.st_mode))) return PASS;
    if (!path_of_descriptor(descriptor, path) || !is_below(path)) return PASS;
    return reached(call, path, NULL, is_write, takes_space);
}

static int exists(int at, const char *name) {
    int before = errno;
    int there = name && faccessat(at, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    errno = before;
    return there;
}

static void *(*system_dlsym(void))(void *, const char *) {
    static void *(*real)(void *, const char *);
    if (!real) {
        real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
        if (!real) real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
        if (!real) real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.17");
        if (!real) abort();
    }
    return real;
}

/* The system's own function of a name; kept after the first time. */
#define SYSTEM(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))system_dlsym()(RTLD_NEXT, #name)

/* Does what was decided before and after a call whose result is below 0 if it failed. */
#define DO(type, decided, call) \
    do { \
        enum what what_ = (decided); \
        if (what_ == FAIL) return -1; \
        type result_ = (call); \
        if (what_ == KILL_AFTER || what_ == HALF) end_here(SIGKILL); \
        return result_; \
    } while (0)

/* A write: killed or out of space in its middle, half of it is on the disk. */
#define DO_WRITE(descriptor, name, size, half, whole) \
    do { \
        enum what what_ = on_descriptor(name, descriptor, 1, 1); \
        if (what_ == FAIL) { \
            int error_ = errno; \
            if (error_ == ENOSPC && (size) > 1) (void)!(half); \
            errno = error_; \
            return -1; \
        } \
        if (what_ == HALF) { (void)!(half); end_here(SIGKILL); } \
        ssize_t result_ = (whole); \
        if (what_ == KILL_AFTER) end_here(SIGKILL); \
        return result_; \
    } while (0)

static int changes(int flags) { return (flags & (O_CREAT | O_TRUNC)) || (flags & O_ACCMODE) != O_RDONLY || (flags & O_TMPFILE) == O_TMPFILE; }

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        SYSTEM(int, name, const char *, int, ...); \
        MODE(flags) \
        DO(int, changes(flags) ? on_path("open", AT_FDCWD, path, (flags & O_CREAT) != 0) : PASS, real(path, flags, mode)); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int at, const char *path, int flags, ...) { \
        SYSTEM(int, name, int, const char *, int, ...); \
        MODE(flags) \
        DO(int, changes(flags) ? on_path("open", at, path, (flags & O_CREAT) != 0) : PASS, real(at, path, flags, mode)); \
    }
OPENAT(openat)
OPENAT(openat64)

#define CREAT(name) \
    int name(const char *path, mode_t mode) { \
        SYSTEM(int, name, const char *, mode_t); \
        DO(int, on_path("creat", AT_FDCWD, path, 1), real(path, mode)); \
    }
CREAT(creat)
CREAT(creat64)

ssize_t write(int descriptor, const void *bytes, size_t size) {
    SYSTEM(ssize_t, write, int, const void *, size_t);
    DO_WRITE(descriptor, "write", size, real(descriptor, bytes, size / 2), real(descriptor, bytes, size));
}

#define PWRITE(name, offset_type) \
    ssize_t name(int descriptor, const void *bytes, size_t size, offset_type offset) { \
        SYSTEM(ssize_t, name, int, const void *, size_t, offset_type); \
        DO_WRITE(descriptor, "pwrite", size, real(descriptor, bytes, size / 2, offset), real(descriptor, bytes, size, offset)); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    SYSTEM(ssize_t, writev, int, const struct iovec *, int);
    DO_WRITE(descriptor, "writev", count, real(descriptor, parts, count / 2), real(descriptor, parts, count));
}

#define PWRITEV(name, offset_type) \
    ssize_t name(int descriptor, const struct iovec *parts, int count, offset_type offset) { \
        SYSTEM(ssize_t, name, int, const struct iovec *, int, offset_type); \
        DO_WRITE(descriptor, "pwritev", count, real(descriptor, parts, count / 2, offset), real(descriptor, parts, count, offset)); \
    }
PWRITEV(pwritev, off_t)
PWRITEV(pwritev64, off64_t)

#define SENDFILE(name, offset_type) \
    ssize_t name(int to, int from, offset_type *offset, size_t size) { \
        SYSTEM(ssize_t, name, int, int, offset_type *, size_t); \
        DO_WRITE(to, "sendfile", size, real(to, from, offset, size / 2), real(to, from, offset, size)); \
    }
SENDFILE(sendfile, off_t)
SENDFILE(sendfile64, off64_t)

ssize_t copy_file_range(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t size, unsigned flags) {
    SYSTEM(ssize_t, copy_file_range, int, off64_t *, int, off64_t *, size_t, unsigned);
    DO_WRITE(to, "copy_file_range", size, real(from, from_offset, to, to_offset, 1000, flags), real(from, from_offset, to, to_offset, size, flags));
}

/* .NET is built for a libc without copy_file_range. */
long syscall(long number, ...) {
    SYSTEM(long, syscall, long, ...);
    va_list rest;
    va_start(rest, number);
    long a[6];
    for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
    va_end(rest);
    if (number == SYS_copy_file_range) return copy_file_range((int)a[0], (off64_t *)a[1], (int)a[2], (off64_t *)a[3], (size_t)a[4], (unsigned)a[5]);
    if (number == SYS_renameat2) return renameat2((int)a[0], (const char *)a[1], (int)a[2], (const char *)a[3], (unsigned)a[4]);
    return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int ioctl(int descriptor, unsigned long request, ...) {
    SYSTEM(int, ioctl, int, unsigned long, void *);
    va_list rest;
    va_start(rest, request);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    DO(int, request == FICLONE ? on_descriptor("ficlone", descriptor, 0, 1) : PASS, real(descriptor, request, argument));
}

int rename(const char *from, const char *to) {
    SYSTEM(int, rename, const char *, const char *);
    DO(int, on_paths("rename", AT_FDCWD, from, AT_FDCWD, to), real(from, to));
}

int renameat(int from_at, const char *from, int to_at, const char *to) {
    SYSTEM(int, renameat, int, const char *, int, const char *);
    DO(int, on_paths("rename", from_at, from, to_at, to), real(from_at, from, to_at, to));
}

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    SYSTEM(int, renameat2, int, const char *, int, const char *, unsigned);
    DO(int, on_paths("rename", from_at, from, to_at, to), real(from_at, from, to_at, to, flags));
}

int link(const char *from, const char *to) {
    SYSTEM(int, link, const char *, const char *);
    DO(int, on_path("link", AT_FDCWD, to, 1), real(from, to));
}

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
    SYSTEM(int, linkat, int, const char *, int, const char *, int);
    DO(int, on_path("link", to_at, to, 1), real(from_at, from, to_at, to, flags));
}

int symlink(const char *target, const char *path) {
    SYSTEM(int, symlink, const char *, const char *);
    DO(int, on_path("symlink", AT_FDCWD, path, 1), real(target, path));
}

int symlinkat(const char *target, int at, const char *path) {
    SYSTEM(int, symlinkat, const char *, int, const char *);
    DO(int, on_path("symlink", at, path, 1), real(target, at, path));
}

int unlink(const char *path) {
    SYSTEM(int, unlink, const char *);
    DO(int, exists(AT_FDCWD, path) ? on_path("unlink", AT_FDCWD, path, 0) : PASS, real(path));
}

int unlinkat(int at, const char *path, int flags) {
    SYSTEM(int, unlinkat, int, const char *, int);
    DO(int, exists(at, path) ? on_path("unlink", at, path, 0) : PASS, real(at, path, flags));
}

int rmdir(const char *path) {
    SYSTEM(int, rmdir, const char *);
    DO(int, exists(AT_FDCWD, path) ? on_path("rmdir", AT_FDCWD, path, 0) : PASS, real(path));
}

int mkdir(const char *path, mode_t mode) {
    SYSTEM(int, mkdir, const char *, mode_t);
    DO(int, exists(AT_FDCWD, path) ? PASS : on_path("mkdir", AT_FDCWD, path, 1), real(path, mode));
}

int mkdirat(int at, const char *path, mode_t mode) {
    SYSTEM(int, mkdirat, int, const char *, mode_t);
    DO(int, exists(at, path) ? PASS : on_path("mkdir", at, path, 1), real(at, path, mode));
}

#define TRUNCATE(name, offset_type) \
    int name(const char *path, offset_type length) { \
        SYSTEM(int, name, const char *, offset_type); \
        DO(int, on_path("truncate", AT_FDCWD, path, 1), real(path, length)); \
    }
TRUNCATE(truncate, off_t)
TRUNCATE(truncate64, off64_t)

#define FTRUNCATE(name, offset_type) \
    int name(int descriptor, offset_type length) { \
        SYSTEM(int, name, int, offset_type); \
        DO(int, on_descriptor("ftruncate", descriptor, 0, 1), real(descriptor, length)); \
    }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

/* Returns the error rather than setting errno. */
#define ALLOCATE(name, offset_type) \
    int name(int descriptor, offset_type offset, offset_type length) { \
        SYSTEM(int, name, int, offset_type, offset_type); \
        enum what what_ = on_descriptor("fallocate", descriptor, 0, 1); \
        if (what_ == FAIL) return errno; \
        int result_ = real(descriptor, offset, length); \
        if (what_ != PASS) end_here(SIGKILL); \
        return result_; \
    }
ALLOCATE(posix_fallocate, off_t)
ALLOCATE(posix_fallocate64, off64_t)

#define FALLOCATE(name, offset_type) \
    int name(int descriptor, int mode, offset_type offset, offset_type length) { \
        SYSTEM(int, name, int, int, offset_type, offset_type); \
        DO(int, on_descriptor("fallocate", descriptor, 0, 1), real(descriptor, mode, offset, length)); \
    }
FALLOCATE(fallocate, off_t)
FALLOCATE(fallocate64, off64_t)

int fsync(int descriptor) {
    SYSTEM(int, fsync, int);
    DO(int, on_descriptor("fsync", descriptor, 0, 1), real(descriptor));
}

int fdatasync(int descriptor) {
    SYSTEM(int, fdatasync, int);
    DO(int, on_descriptor("fsync", descriptor, 0, 1), real(descriptor));
}

int utimensat(int at, const char *path, const struct timespec times[2], int flags) {
    SYSTEM(int, utimensat, int, const char *, const struct timespec *, int);
    DO(int, on_path("utimens", at, path, 0), real(at, path, times, flags));
}

int futimens(int descriptor, const struct timespec times[2]) {
    SYSTEM(int, futimens, int, const struct timespec *);
    DO(int, on_descriptor("utimens", descriptor, 0, 0), real(descriptor, times));
}

int utimes(const char *path, const struct timeval times[2]) {
    SYSTEM(int, utimes, const char *, const struct timeval *);
    DO(int, on_path("utimens", AT_FDCWD, path, 0), real(path, times));
}

int chmod(const char *path, mode_t mode) {
    SYSTEM(int, chmod, const char *, mode_t);
    DO(int, on_path("chmod", AT_FDCWD, path, 0), real(path, mode));
}

int fchmod(int descriptor, mode_t mode) {
    SYSTEM(int, fchmod, int, mode_t);
    DO(int, on_descriptor("chmod", descriptor, 0, 0), real(descriptor, mode));
}

/* .NET finds functions of libc that covidxr itself imports by dlsym: those are watched, too. */
void *dlsym(void *restrict handle, const char *restrict name) {
    static const struct { const char *name; void *function; } watched[] = {
        { "open", open }, { "open64", open64 }, { "openat", openat }, { "openat64", openat64 },
        { "rename", rename }, { "renameat", renameat }, { "renameat2", renameat2 },
        { "link", link }, { "linkat", linkat }, { "symlink", symlink }, { "symlinkat", symlinkat },
        { "unlink", unlink }, { "unlinkat", unlinkat }, { "rmdir", rmdir }, { "mkdir", mkdir }, { "mkdirat", mkdirat },
        { "write", write }, { "pwrite", pwrite }, { "pwrite64", pwrite64 }, { "fsync", fsync }, { "fdatasync", fdatasync },
        { "ftruncate", ftruncate }, { "ftruncate64", ftruncate64 }, { "truncate", truncate }, { "copy_file_range", copy_file_range },
    };
    if (handle != RTLD_NEXT) {
        for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) {
            if (!strcmp(watched[i].name, name)) return watched[i].function;
        }
    }
    return system_dlsym()(handle, name);
}
