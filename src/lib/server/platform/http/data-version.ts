/** Which state of the data answers are made of: a number that grows whenever answers may have changed, and who is told of it. */
export interface DataVersion {
  current(): number;
  grow(): void;
  onGrow(listener: () => void): void;
}

export function createDataVersion(): DataVersion {
  let version = 0;
  const listeners: (() => void)[] = [];
  return {
    current: () => version,
    grow() {
      version++;
      for (const listener of listeners) listener();
    },
    onGrow: (listener) => void listeners.push(listener)
  };
}
