"""`python -m bulletin_spider`: the same as `bulletin`."""

from bulletin_spider.cli.app import main

main()
