"""placeholder while building"""
def find_claims(document, readings, facts, ledger, lexicon):
    return []
