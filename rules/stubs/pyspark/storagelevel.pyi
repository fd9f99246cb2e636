class StorageLevel:
    NONE: StorageLevel
    DISK_ONLY: StorageLevel
    DISK_ONLY_2: StorageLevel
    DISK_ONLY_3: StorageLevel
    MEMORY_ONLY: StorageLevel
    MEMORY_ONLY_2: StorageLevel
    MEMORY_AND_DISK: StorageLevel
    MEMORY_AND_DISK_2: StorageLevel
    OFF_HEAP: StorageLevel
    MEMORY_AND_DISK_DESER: StorageLevel
    def __init__(self, useDisk, useMemory, useOffHeap, deserialized, replication=1) -> None: ...
