"""What do published counts say of groups of people, for who lays them all side by side?"""
