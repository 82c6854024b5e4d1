/* Stands between a process and the system (LD_PRELOAD) and lets one of its writes go wrong.
 *
 * faults_arm(folder, way, nth) begins to count the calls that change something below the folder, or that write to
 * stdout or stderr; at the nth one it strikes in the given way. faults_count() tells how many there were so far, and
 * faults_name(n) the name of the nth of them. Unarmed, every call goes straight through.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum way { NEVER, KILL, TORN, EIO_ONCE, EIO_ON, FULL_ONCE, FULL_ON, SHORT_THEN_FULL, SHORT };
/* A full disk lets a file be taken away, and what is there be flushed; what is said goes to a terminal, whose writes
 * fail only when it is their turn. */
enum room { NEEDS_ROOM, NEEDS_NONE, SAYS };
enum verdict { GO, FAIL, HALF, HALF_THEN_DIE, DIE_AFTER };

#define MOST_NAMES 20000

static char folder[PATH_MAX];
static size_t folder_length;
static enum way way = NEVER;
static long nth, count;
static const char *names[MOST_NAMES];

void faults_arm(const char *below, int how, long when) {
    char whole[PATH_MAX];
    if (!realpath(below, whole)) return;
    strcpy(folder, whole);
    folder_length = strlen(folder);
    nth = when;
    count = 0;
    way = how;
    if (way == NEVER) nth = 0; /* only counts */
}
void faults_disarm(void) { folder_length = 0; }
long faults_count(void) { return count; }
const char *faults_name(long which) { return which > 0 && which <= count && which < MOST_NAMES ? names[which] : ""; }

static int below(const char *path) {
    return !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

static int watched_at(int base, const char *path) {
    char whole[PATH_MAX * 2], link[64];
    ssize_t length;
    if (!folder_length || !path) return 0;
    if (path[0] == '/') return below(path);
    if (base == AT_FDCWD) {
        if (!getcwd(whole, PATH_MAX)) return 0;
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", base);
        length = readlink(link, whole, PATH_MAX);
        if (length < 0) return 0;
        whole[length] = 0;
    }
    strcat(whole, "/");
    strncat(whole, path, PATH_MAX - 1);
    return below(whole);
}

static int watched(int file) {
    char link[64], path[PATH_MAX];
    ssize_t length;
    if (!folder_length) return 0;
    if (file == STDOUT_FILENO || file == STDERR_FILENO) return 1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static enum verdict fail(int error) {
    errno = error;
    return FAIL;
}

static enum verdict judge(const char *name, enum room room) {
    long now = ++count;
    if (now < MOST_NAMES) names[now] = name;
    if (!nth || now < nth) return GO;
    switch (way) {
    case KILL: die(); return GO;
    case TORN: return now == nth ? HALF_THEN_DIE : GO;
    case EIO_ONCE: return now == nth ? fail(EIO) : GO;
    case EIO_ON: return room != SAYS || now == nth ? fail(EIO) : GO;
    case FULL_ONCE: return now == nth && room != NEEDS_NONE ? fail(ENOSPC) : GO;
    case FULL_ON: return room == NEEDS_ROOM || (room == SAYS && now == nth) ? fail(ENOSPC) : GO;
    case SHORT_THEN_FULL: return now == nth ? HALF : room == NEEDS_ROOM ? fail(ENOSPC) : GO;
    case SHORT: return now == nth ? HALF : GO;
    default: return GO;
    }
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* A call that takes place whole or not at all: to be torn, it takes place and the process ends. */
#define WHOLE(is_watched, name, room, call) \
    do { \
        if (!(is_watched)) return call; \
        switch (judge(name, room)) { \
        case FAIL: return -1; \
        case HALF_THEN_DIE: { if ((call) == -1) {} die(); } /* fall through */ \
        default: return call; \
        } \
    } while (0)

/* A write, which may also be cut in half. */
#define PARTIAL(file, name, amount, call, half) \
    do { \
        if (!watched(file)) return call; \
        int says = (file) == STDOUT_FILENO || (file) == STDERR_FILENO; \
        switch (judge(says ? "say" : name, says ? SAYS : NEEDS_ROOM)) { \
        case FAIL: return -1; \
        case HALF: if ((amount) > 1) return half; return call; \
        case HALF_THEN_DIE: { if ((amount) > 1 && (half) == -1) {} die(); } /* fall through */ \
        default: return call; \
        } \
    } while (0)

ssize_t write(int file, const void *data, size_t amount) {
    REAL(ssize_t, "write", int, const void *, size_t);
    PARTIAL(file, "write", amount, real(file, data, amount), real(file, data, amount / 2));
}
ssize_t pwrite(int file, const void *data, size_t amount, off_t place) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    PARTIAL(file, "pwrite", amount, real(file, data, amount, place), real(file, data, amount / 2, place));
}
ssize_t pwrite64(int file, const void *data, size_t amount, off64_t place) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    PARTIAL(file, "pwrite", amount, real(file, data, amount, place), real(file, data, amount / 2, place));
}
ssize_t sendfile(int to, int from, off_t *place, size_t amount) {
    REAL(ssize_t, "sendfile", int, int, off_t *, size_t);
    PARTIAL(to, "sendfile", amount, real(to, from, place, amount), real(to, from, place, amount / 2));
}
ssize_t sendfile64(int to, int from, off64_t *place, size_t amount) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    PARTIAL(to, "sendfile", amount, real(to, from, place, amount), real(to, from, place, amount / 2));
}
ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *place, size_t amount, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    PARTIAL(to, "copy_file_range", amount, real(from, start, to, place, amount, flags),
            real(from, start, to, place, amount / 2, flags));
}

int ftruncate(int file, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    WHOLE(watched(file), "ftruncate", NEEDS_NONE, real(file, size));
}
int ftruncate64(int file, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    WHOLE(watched(file), "ftruncate", NEEDS_NONE, real(file, size));
}
int fsync(int file) {
    REAL(int, "fsync", int);
    WHOLE(watched(file), "fsync", NEEDS_NONE, real(file));
}
int fdatasync(int file) {
    REAL(int, "fdatasync", int);
    WHOLE(watched(file), "fsync", NEEDS_NONE, real(file));
}
int fchmod(int file, mode_t mode) {
    REAL(int, "fchmod", int, mode_t);
    WHOLE(watched(file), "chmod", NEEDS_NONE, real(file, mode));
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    WHOLE(watched_at(AT_FDCWD, to), "rename", NEEDS_ROOM, real(from, to));
}
int renameat(int a, const char *from, int b, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    WHOLE(watched_at(b, to), "rename", NEEDS_ROOM, real(a, from, b, to));
}
int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    WHOLE(watched_at(AT_FDCWD, to), "link", NEEDS_ROOM, real(from, to));
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    WHOLE(watched_at(b, to), "link", NEEDS_ROOM, real(a, from, b, to, flags));
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    WHOLE(watched_at(AT_FDCWD, path), "unlink", NEEDS_NONE, real(path));
}
int unlinkat(int base, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    WHOLE(watched_at(base, path), "unlink", NEEDS_NONE, real(base, path, flags));
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    WHOLE(watched_at(AT_FDCWD, path), "mkdir", NEEDS_ROOM, real(path, mode));
}
int chmod(const char *path, mode_t mode) {
    REAL(int, "chmod", const char *, mode_t);
    WHOLE(watched_at(AT_FDCWD, path), "chmod", NEEDS_NONE, real(path, mode));
}
int fchmodat(int base, const char *path, mode_t mode, int flags) {
    REAL(int, "fchmodat", int, const char *, mode_t, int);
    WHOLE(watched_at(base, path), "chmod", NEEDS_NONE, real(base, path, mode, flags));
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
#define MAKES(flags) ((flags) & (O_CREAT | O_TRUNC))

int open(const char *path, int flags, ...) {
    REAL(int, "open", const char *, int, ...);
    MODE(flags)
    WHOLE(MAKES(flags) && watched_at(AT_FDCWD, path), "open", NEEDS_ROOM, real(path, flags, mode));
}
int open64(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, ...);
    MODE(flags)
    WHOLE(MAKES(flags) && watched_at(AT_FDCWD, path), "open", NEEDS_ROOM, real(path, flags, mode));
}
int openat(int base, const char *path, int flags, ...) {
    REAL(int, "openat", int, const char *, int, ...);
    MODE(flags)
    WHOLE(MAKES(flags) && watched_at(base, path), "open", NEEDS_ROOM, real(base, path, flags, mode));
}
int openat64(int base, const char *path, int flags, ...) {
    REAL(int, "openat64", int, const char *, int, ...);
    MODE(flags)
    WHOLE(MAKES(flags) && watched_at(base, path), "open", NEEDS_ROOM, real(base, path, flags, mode));
}
