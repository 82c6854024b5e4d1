"""What the system says of a file it cannot open or write, in both languages."""

from __future__ import annotations

import errno

from songyu_cli.domain.wording import Phrase, verbatim

DISK_FULL = Phrase("磁盘满了", "the disk is full")
NOT_ALLOWED = Phrase("没有权限", "permission denied")
NO_FILE_NAME = Phrase("文件名里有不能用的字符", "the name has characters that no file can have")
_SAYS = {
    errno.ENOENT: Phrase("没有这个文件夹", "there is no such folder"),
    errno.ENOTDIR: Phrase("路径中有一段不是文件夹", "a part of the path is not a folder"),
    errno.EISDIR: Phrase("它是文件夹", "it is a folder"),
    errno.EACCES: NOT_ALLOWED,
    errno.EPERM: NOT_ALLOWED,
    errno.EROFS: Phrase("这个盘是只读的", "the disk is read-only"),
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: Phrase("分给您的空间用完了", "the space allotted to you is used up"),
    errno.EFBIG: Phrase("文件太大", "the file is too large"),
    errno.EIO: Phrase("读写出错", "reading or writing failed"),
    errno.ENAMETOOLONG: Phrase("文件名太长", "the file name is too long"),
    errno.ELOOP: Phrase("链接绕成了圈", "its links lead in a circle"),
}


def system_words(error: OSError | ValueError) -> Phrase:
    """Return why the system refused a file; a ValueError is Python's, of a name that no file can have."""
    if not isinstance(error, OSError):
        return NO_FILE_NAME
    return _SAYS.get(error.errno or 0) or verbatim(error.strerror or str(error))
