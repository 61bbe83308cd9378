/** Keeps the things used last. */
export interface RecentlyUsed<Item> {
  /** The thing of this key, made where it is not kept. */
  get(key: string, make: () => Promise<Item>): Promise<Item>;
}

/** Keeps at most `limit` things; before another is made, the one that was not used for longest goes, through `drop`. */
export function recentlyUsed<Item>(limit: number, drop: (item: Item) => void = () => {}): RecentlyUsed<Item> {
  // A map goes through its keys in the order in which they were set: the one used last is at its end.
  const items = new Map<string, Item>();
  return {
    async get(key, make) {
      const known = items.get(key);
      if (known !== undefined) {
        items.delete(key);
        items.set(key, known);
        return known;
      }
      for (const [oldest, item] of items) {
        if (items.size < limit) break;
        items.delete(oldest);
        drop(item);
      }
      const item = await make();
      items.set(key, item);
      return item;
    },
  };
}
