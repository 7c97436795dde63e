/** Words of the neutral pages that quick exit opens. Only tools/disguises uses them: the pages are files. */
export const en = {
  'list.items': 'Rice, Eggs, Onions, Dish soap',
  'list.more': 'Add an item',
  'study.heading': 'Chapter 4',
  'study.lines': 'Read pages 61 to 78. Learn twenty words. Practice on Thursday.',
  'recipes.one': 'Vegetable soup',
  'recipes.one.text': 'One onion, two carrots, half a cabbage, salt. Simmer for 30 minutes.',
  'recipes.two': 'Rice with egg',
  'recipes.two.text': 'Cook the rice. Fry the egg. A little soy sauce on top.',
} as const;
