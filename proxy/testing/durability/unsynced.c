/*
 * Preloaded into our process and its Postgres, this records how to undo each change of a file below
 * FOLDER, and which changes were synced. Undoing what was not synced at some moment simulates a power
 * cut. Built with FOLDER, JOURNAL (a file) and KEPT (a folder on the same file system).
 *
 * Each record of the journal is a line of text; a `write` line is followed by the overwritten bytes:
 *   write <inode> <offset> <count of bytes> <size before>
 *   size <inode> <size before>
 *   create <inode, or 0 for a folder> <folder's inode> <path>
 *   remove <folder's inode> <name in KEPT, or - for a folder> <path>
 *   rename <folder's inode> <from> <to>
 *   sync <inode> <journal's size when the sync began>
 * Postgres does not rely on what it writes with stdio; of those changes only new files are recorded.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int journal(void) {
  static int fd = -1;
  if (fd < 0) fd = REAL(open)(JOURNAL, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  return fd;
}

/* A single call, so that records of several processes are not interleaved. */
static void note(const void *bytes, size_t count, const char *format, ...) {
  char line[2 * PATH_MAX + 100];
  va_list given;
  va_start(given, format);
  int length = vsnprintf(line, sizeof line, format, given);
  va_end(given);
  struct iovec parts[] = {{line, length}, {(void *)bytes, count}};
  if (REAL(writev)(journal(), parts, 2) < 0) abort();
}

/* Whether the file is below FOLDER; its absolute path goes into `full`. */
static int ours(const char *path, char *full) {
  if (path[0] == '/') snprintf(full, PATH_MAX, "%s", path);
  else {
    char at[PATH_MAX / 2];
    if (!getcwd(at, sizeof at)) return 0;
    snprintf(full, PATH_MAX, "%s/%s", at, path[0] == '.' && path[1] == '/' ? path + 2 : path);
  }
  return strncmp(full, FOLDER "/", sizeof FOLDER) == 0;
}

static int is_ours(int fd, struct stat *info) {
  char link[40], path[PATH_MAX];
  if (fstat(fd, info) || !S_ISREG(info->st_mode)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, FOLDER "/", sizeof FOLDER) == 0;
}

static unsigned long folder_of(const char *path) {
  char copy[PATH_MAX];
  struct stat info;
  snprintf(copy, sizeof copy, "%s", path);
  return stat(dirname(copy), &info) ? 0 : info.st_ino;
}

static void before_write(int fd, off_t offset, size_t count) {
  struct stat info;
  if (!is_ours(fd, &info)) return;
  if (offset < 0) {
    offset = (fcntl(fd, F_GETFL) & O_APPEND) ? info.st_size : lseek(fd, 0, SEEK_CUR);
  }
  size_t there = offset >= info.st_size ? 0 : info.st_size - offset;
  if (there > count) there = count;
  char *bytes = malloc(there + 1);
  /* `fd` may be write-only, so the file is opened again for reading. */
  char link[40];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int reading = there > 0 ? REAL(open)(link, O_RDONLY | O_CLOEXEC) : -1;
  if (reading >= 0) {
    ssize_t got = pread(reading, bytes, there, offset);
    there = got < 0 ? 0 : got;
    close(reading);
  }
  note(bytes, there, "write %lu %ld %zu %ld\n", info.st_ino, offset, there, info.st_size);
  free(bytes);
}

static void before_size(int fd) {
  struct stat info;
  if (is_ours(fd, &info)) note(0, 0, "size %lu %ld\n", info.st_ino, info.st_size);
}

/* A hard link keeps the file, so that its inode is not reused. */
static void before_removal(const char *path) {
  static int count;
  char kept[PATH_MAX], name[60];
  struct stat info;
  if (lstat(path, &info)) return;
  if (S_ISREG(info.st_mode)) {
    snprintf(name, sizeof name, "%d-%d", getpid(), __sync_fetch_and_add(&count, 1));
    snprintf(kept, sizeof kept, "%s/%s", KEPT, name);
    if (link(path, kept)) return;
    note(0, 0, "remove %lu %s %s\n", folder_of(path), name, path);
  } else if (S_ISDIR(info.st_mode)) note(0, 0, "remove %lu - %s\n", folder_of(path), path);
}

static long size_of_journal(void) {
  struct stat info;
  return fstat(journal(), &info) ? 0 : info.st_size;
}

static int synced(int fd, int (*sync)(int)) {
  struct stat info;
  long begun = size_of_journal();
  int result = sync(fd);
  if (result == 0 && fstat(fd, &info) == 0) note(0, 0, "sync %lu %ld\n", info.st_ino, begun);
  return result;
}

int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

static int after_open(int fd, const char *path, int existed) {
  struct stat info;
  if (fd >= 0 && !existed && fstat(fd, &info) == 0)
    note(0, 0, "create %lu %lu %s\n", info.st_ino, folder_of(path), path);
  return fd;
}

/* For a file that is truncated on opening: records its whole content as overwritten. */
static void before_truncation(const char *path) {
  struct stat info;
  if (stat(path, &info) || info.st_size == 0) return;
  int fd = REAL(open)(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  before_write(fd, 0, info.st_size);
  close(fd);
}

static int opened(const char *name, const char *path, int flags, mode_t mode) {
  int (*open_file)(const char *, int, ...) = real(name);
  char full[PATH_MAX];
  if (!(flags & (O_CREAT | O_TRUNC)) || !ours(path, full)) return open_file(path, flags, mode);
  int existed = access(full, F_OK) == 0;
  if (flags & O_TRUNC) before_truncation(full);
  return after_open(open_file(path, flags, mode), full, existed);
}

#define OPEN(name)                                  \
  int name(const char *path, int flags, ...) {      \
    va_list given;                                  \
    va_start(given, flags);                         \
    mode_t mode = va_arg(given, mode_t);            \
    va_end(given);                                  \
    return opened(#name, path, flags, mode);        \
  }
OPEN(open)
OPEN(open64)

static FILE *opened_file(const char *name, const char *path, const char *mode) {
  FILE *(*open_file)(const char *, const char *) = real(name);
  char full[PATH_MAX];
  if (mode[0] == 'r' || !ours(path, full)) return open_file(path, mode);
  int existed = access(full, F_OK) == 0;
  if (mode[0] == 'w') before_truncation(full);
  FILE *file = open_file(path, mode);
  if (file) after_open(fileno(file), full, existed);
  return file;
}

FILE *fopen(const char *path, const char *mode) { return opened_file("fopen", path, mode); }
FILE *fopen64(const char *path, const char *mode) { return opened_file("fopen64", path, mode); }

ssize_t write(int fd, const void *bytes, size_t count) {
  before_write(fd, -1, count);
  return REAL(write)(fd, bytes, count);
}

static size_t total(const struct iovec *parts, int count) {
  size_t sum = 0;
  for (int i = 0; i < count; i++) sum += parts[i].iov_len;
  return sum;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  before_write(fd, -1, total(parts, count));
  return REAL(writev)(fd, parts, count);
}

#define PWRITE(name)                                                         \
  ssize_t name(int fd, const void *bytes, size_t count, off_t offset) {      \
    before_write(fd, offset, count);                                         \
    return REAL(name)(fd, bytes, count, offset);                             \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

#define PWRITEV(name)                                                        \
  ssize_t name(int fd, const struct iovec *parts, int count, off_t offset) { \
    before_write(fd, offset, total(parts, count));                           \
    return REAL(name)(fd, parts, count, offset);                             \
  }
PWRITEV(pwritev)
PWRITEV(pwritev64)

static int shortened(const char *name, int fd, off_t size) {
  struct stat info;
  if (is_ours(fd, &info)) {
    if (size < info.st_size) before_write(fd, size, info.st_size - size);
    else before_size(fd);
  }
  return ((int (*)(int, off_t))real(name))(fd, size);
}

int ftruncate(int fd, off_t size) { return shortened("ftruncate", fd, size); }
int ftruncate64(int fd, off_t size) { return shortened("ftruncate64", fd, size); }

int truncate(const char *path, off_t size) {
  int fd = REAL(open)(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return REAL(truncate)(path, size);
  int result = shortened("ftruncate", fd, size);
  close(fd);
  return result;
}

int posix_fallocate(int fd, off_t offset, off_t count) {
  before_size(fd);
  return REAL(posix_fallocate)(fd, offset, count);
}

ssize_t copy_file_range(int from, off_t *at, int to, off_t *offset, size_t count, unsigned flags) {
  before_write(to, offset ? *offset : -1, count);
  return REAL(copy_file_range)(from, at, to, offset, count, flags);
}

int unlink(const char *path) {
  char full[PATH_MAX];
  if (ours(path, full)) before_removal(full);
  return REAL(unlink)(path);
}

int rmdir(const char *path) {
  char full[PATH_MAX];
  if (ours(path, full)) before_removal(full);
  return REAL(rmdir)(path);
}

int mkdir(const char *path, mode_t mode) {
  char full[PATH_MAX];
  int result = REAL(mkdir)(path, mode);
  if (result == 0 && ours(path, full)) note(0, 0, "create 0 %lu %s\n", folder_of(full), full);
  return result;
}

int rename(const char *from, const char *to) {
  char full_from[PATH_MAX], full_to[PATH_MAX];
  if (!ours(to, full_to) || !ours(from, full_from)) return REAL(rename)(from, to);
  before_removal(full_to);
  note(0, 0, "rename %lu %s %s\n", folder_of(full_to), full_from, full_to);
  return REAL(rename)(from, to);
}
