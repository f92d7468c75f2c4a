"""`python -m bulletin_spider`: the same as `bulletin`."""

from bulletin_spider.cli.main import main

main()
