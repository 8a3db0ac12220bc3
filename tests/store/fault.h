// Fault: an SQLite VFS that fails when told to; it wraps the usual one and leaves out fsync.
//
// Every change of the disk (write, truncate, sync, delete) is counted. The one numbered `at` fails
// with `code`, and if `lasting` all later ones, too; a failing write leaves half of its bytes
// behind. Locks fail with `lock` unless that is 0.

#pragma once

#include <stdbool.h>
#include <string.h>

#include <sqlite3.h>

typedef struct Fault {
  long at;         // 0: never
  int  code;
  bool lasting;
  int  lock;
  long count;      // changes so far
} Fault;

static Fault fault;

typedef struct FaultFile {
  sqlite3_file  base;
  sqlite3_file *real;
} FaultFile;

static inline bool fault_strikes(void)
{
  fault.count++;
  return fault.at > 0 && (fault.count == fault.at || (fault.lasting && fault.count > fault.at));
}

static inline sqlite3_file *fault_real(sqlite3_file *file)
{
  return ((FaultFile *)file)->real;
}

static int fault_close(sqlite3_file *file)
{
  return fault_real(file)->pMethods->xClose(fault_real(file));
}

static int fault_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 offset)
{
  return fault_real(file)->pMethods->xRead(fault_real(file), bytes, n, offset);
}

static int fault_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 offset)
{
  sqlite3_file *real = fault_real(file);
  if (fault_strikes()) {
    (void)real->pMethods->xWrite(real, bytes, n / 2, offset);
    return fault.code;
  }
  return real->pMethods->xWrite(real, bytes, n, offset);
}

static int fault_truncate(sqlite3_file *file, sqlite3_int64 size)
{
  if (fault_strikes()) {
    return fault.code;
  }
  return fault_real(file)->pMethods->xTruncate(fault_real(file), size);
}

static int fault_sync(sqlite3_file *file, int flags)
{
  (void)file;
  (void)flags;
  return fault_strikes() ? fault.code : SQLITE_OK;
}

static int fault_size(sqlite3_file *file, sqlite3_int64 *size)
{
  return fault_real(file)->pMethods->xFileSize(fault_real(file), size);
}

static int fault_lock(sqlite3_file *file, int lock)
{
  if (fault.lock) {
    return fault.lock;
  }
  return fault_real(file)->pMethods->xLock(fault_real(file), lock);
}

static int fault_unlock(sqlite3_file *file, int lock)
{
  return fault_real(file)->pMethods->xUnlock(fault_real(file), lock);
}

static int fault_check(sqlite3_file *file, int *reserved)
{
  return fault_real(file)->pMethods->xCheckReservedLock(fault_real(file), reserved);
}

static int fault_control(sqlite3_file *file, int what, void *argument)
{
  return fault_real(file)->pMethods->xFileControl(fault_real(file), what, argument);
}

static int fault_sector(sqlite3_file *file)
{
  return fault_real(file)->pMethods->xSectorSize(fault_real(file));
}

static int fault_device(sqlite3_file *file)
{
  return fault_real(file)->pMethods->xDeviceCharacteristics(fault_real(file));
}

static const sqlite3_io_methods fault_methods = {
  .iVersion = 1, .xClose = fault_close, .xRead = fault_read, .xWrite = fault_write,
  .xTruncate = fault_truncate, .xSync = fault_sync, .xFileSize = fault_size, .xLock = fault_lock,
  .xUnlock = fault_unlock, .xCheckReservedLock = fault_check, .xFileControl = fault_control,
  .xSectorSize = fault_sector, .xDeviceCharacteristics = fault_device,
};

static int fault_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
  FaultFile *mine = (FaultFile *)file;
  sqlite3_vfs *usual = vfs->pAppData;
  mine->real = (sqlite3_file *)(mine + 1);
  int code = usual->xOpen(usual, name, mine->real, flags, out);
  mine->base.pMethods = code == SQLITE_OK ? &fault_methods : NULL;
  return code;
}

static int fault_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
  (void)sync;
  sqlite3_vfs *usual = vfs->pAppData;
  return fault_strikes() ? fault.code : usual->xDelete(usual, name, 0);
}

// Makes it known under the name "fault", and at peace.
static inline void fault_install(void)
{
  static sqlite3_vfs vfs;
  if (!sqlite3_vfs_find("fault")) {
    sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
    vfs = *usual;
    vfs.zName = "fault";
    vfs.pAppData = usual;
    vfs.szOsFile = (int)sizeof(FaultFile) + usual->szOsFile;
    vfs.xOpen = fault_open;
    vfs.xDelete = fault_delete;
    sqlite3_vfs_register(&vfs, 0);
  }
  fault = (Fault){0};
}
