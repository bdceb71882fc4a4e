"""
Packs: the files people edit, read into statements with every problem named.

Never imports the store.
"""
