"""Page `vergelijking`: did Perspectief do better than DT&V?"""
